// The seats of a show as they look to a choice among them. A seating is made for one choice from
// the show's plan and the standing of its seats at that moment.
#pragma once

#include "events/state/show_state.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace boxoffice::events {

/// How one place of a row stands. Everything but `free` counts as taken for its neighbours.
enum class standing : std::uint8_t {
  aisle,
  taken,   ///< sold, held or blocked
  claimed, ///< by a booking under review
  free,
};

struct hall_place {
  standing now{standing::aisle};
  bool eligible = false;  ///< free, and what is asked for
  bool is_access = false; ///< a place for a wheelchair or a companion: never a single seat
  seat_index seat{};      ///< of a place that is no aisle
};

/// Rows in the order of the plan, which begins at the screen; all of the hall's or some of them.
struct seating {
  struct row_view {
    std::uint32_t number{};     ///< index into show_body::rows
    std::uint32_t seat_class{}; ///< index into show_body::classes
    std::uint32_t claims{};     ///< claimed seats
    std::uint32_t begin{};      ///< the row's places are places[begin] to places[end - 1]
    std::uint32_t end{};
  };
  std::size_t rows_of_hall = 0;
  std::vector<row_view> rows;
  std::vector<hall_place> places;

  [[nodiscard]] std::span<const hall_place> of(std::size_t row) const {
    return std::span{places}.subspan(rows[row].begin, rows[row].end - rows[row].begin);
  }
};

/// Whether the seat is one that the wish means, however it stands.
[[nodiscard]] inline bool is_meant(const show_plan& plan, seat_index seat, const seat_wish& wish) {
  const auto& entry = plan.seats[seat];
  if (!wish.seat_class.empty() && plan.body.rows[entry.row].seat_class != wish.seat_class)
    return false;
  return wish.attributes.empty() ? !is_access(entry.attributes)
                                 : entry.attributes.has_all(wish.attributes);
}

/// Adds a row, whose first seat has the index `next`; returns that of the first seat behind it.
/// `look(place)` fills in how a seat stands and whether it is eligible.
template <class Look>
std::size_t add_row(seating& hall, const show_plan& plan, std::uint32_t number, std::size_t next,
                    Look look) {
  const auto& row = plan.body.rows[number];
  const auto* in_class = find_class(plan.body, row.seat_class);
  seating::row_view added{number, 0, 0, static_cast<std::uint32_t>(hall.places.size()), 0};
  if (in_class != nullptr)
    added.seat_class = static_cast<std::uint32_t>(in_class - plan.body.classes.data());
  for (const auto& seat : row.seats) {
    hall_place made;
    if (seat && next < plan.seats.size()) {
      made.seat = static_cast<seat_index>(next++);
      made.is_access = is_access(plan.seats[made.seat].attributes);
      look(made);
      added.claims += made.now == standing::claimed ? 1U : 0U;
    }
    hall.places.push_back(made);
  }
  added.end = static_cast<std::uint32_t>(hall.places.size());
  hall.rows.push_back(added);
  return next;
}

/// The whole hall.
template <class Look>
[[nodiscard]] seating seating_of(const show_plan& plan, Look look) {
  seating hall;
  hall.rows_of_hall = plan.body.rows.size();
  hall.rows.reserve(plan.body.rows.size());
  hall.places.reserve(plan.seats.size());
  std::size_t next = 0;
  for (std::uint32_t number = 0; number < plan.body.rows.size(); ++number)
    next = add_row(hall, plan, number, next, look);
  return hall;
}

/// The rows of these seats only.
template <class Look>
[[nodiscard]] seating seating_around(const show_plan& plan, const seat_list& seats, Look look) {
  seating hall;
  hall.rows_of_hall = plan.body.rows.size();
  for (auto seat : seats) {
    auto number = plan.seats[seat].row;
    auto is_it = [number](const seating::row_view& each) { return each.number == number; };
    if (std::any_of(hall.rows.begin(), hall.rows.end(), is_it))
      continue;
    std::size_t first = seat - (plan.seats[seat].number - 1);
    add_row(hall, plan, number, first, look);
  }
  return hall;
}

} // namespace boxoffice::events
