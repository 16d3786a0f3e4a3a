#include "events/choose/single_seats.hpp"

#include "events/choose/blocks.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

bool contains(const seat_list& seats, seat_index seat) {
  return std::find(seats.begin(), seats.end(), seat) != seats.end();
}

/// The places of a row, some of whose seats are taken from it.
class row_without {
public:
  row_without(std::span<const hall_place> places, const seat_list& taken)
      : places_{places}, taken_{taken} {}

  [[nodiscard]] bool becomes_single(std::size_t at) const {
    auto was_single = !is_free(at - 1) && !is_free(at + 1);
    return is_free(at) && !is_taken(at) && !places_[at].is_access && !was_single &&
           is_shut(at - 1) && is_shut(at + 1);
  }

private:
  /// Left of the first place, indexes wrap around and are in no row.
  [[nodiscard]] bool is_free(std::size_t at) const {
    return at < places_.size() && places_[at].now == standing::free;
  }
  [[nodiscard]] bool is_taken(std::size_t at) const { return contains(taken_, places_[at].seat); }
  [[nodiscard]] bool is_shut(std::size_t at) const { return !is_free(at) || is_taken(at); }

  std::span<const hall_place> places_;
  const seat_list& taken_;
};

/// A request's seats of one class, and what they leave.
struct class_part {
  std::uint32_t seat_class{};
  std::vector<seat_index> seats{};
  std::vector<seat_index> singles{};
  bool has_access = false;
  block span{}; ///< of the seats in the first of their rows
};

/// One for each class that a seat of the request has.
std::vector<class_part> parts_of(const seating& hall, const seat_list& seats,
                                 const seat_list& singles) {
  std::vector<class_part> parts;
  for (std::size_t row = 0; row < hall.rows.size(); ++row) {
    auto places = hall.of(row);
    for (std::size_t at = 0; at < places.size(); ++at) {
      const auto& place = places[at];
      auto is_taken = place.now != standing::aisle && contains(seats, place.seat);
      auto is_single = place.now == standing::free && contains(singles, place.seat);
      if (!is_taken && !is_single)
        continue;
      auto seat_class = hall.rows[row].seat_class;
      auto part = std::ranges::find(parts, seat_class, &class_part::seat_class);
      if (part == parts.end())
        part = parts.insert(part, {seat_class});
      if (is_single) {
        part->singles.push_back(place.seat);
        continue;
      }
      if (part->seats.empty())
        part->span = {row, at, 1};
      if (part->span.row == row)
        part->span.size = at - part->span.first + 1;
      part->seats.push_back(place.seat);
      part->has_access = part->has_access || place.is_access;
    }
  }
  return parts;
}

/// As many seats of the class, side by side, that leave no single seat; the nearest of them.
std::optional<block> other_choice(const seating& hall, const class_part& part) {
  auto centre = centre_of(hall, part.span);
  std::optional<placed_block> nearest;
  for (std::size_t row = 0; row < hall.rows.size(); ++row) {
    if (hall.rows[row].seat_class != part.seat_class)
      continue;
    auto found = best_in_row(hall, row, part.seats.size(), centre);
    if (found && found->cost.singles == 0 && (!nearest || found->cost < nearest->cost))
      nearest = found;
  }
  return nearest ? std::optional{nearest->at} : std::nullopt;
}

seat_list in_order(std::vector<seat_index> seats) {
  std::ranges::sort(seats);
  seat_list list;
  for (auto seat : seats)
    list.push_back(seat);
  return list;
}

} // namespace

seat_list single_seats_left(const seating& hall, const seat_list& taken) {
  seat_list singles;
  for (std::size_t row = 0; row < hall.rows.size(); ++row) {
    auto places = hall.of(row);
    row_without after{places, taken};
    for (std::size_t at = 0; at < places.size(); ++at)
      if (after.becomes_single(at))
        singles.push_back(places[at].seat);
  }
  return singles;
}

std::optional<single_seat_conflict> single_seat_conflict_of(const seating& hall,
                                                            const seat_list& seats) {
  std::vector<seat_index> singles;
  std::vector<seat_index> instead;
  for (const auto& part : parts_of(hall, seats, single_seats_left(hall, seats))) {
    auto avoidable = !part.singles.empty() && !part.has_access;
    auto other = avoidable ? other_choice(hall, part) : std::nullopt;
    if (!other) {
      instead.insert(instead.end(), part.seats.begin(), part.seats.end());
      continue;
    }
    singles.insert(singles.end(), part.singles.begin(), part.singles.end());
    for (const auto& place : hall.of(other->row).subspan(other->first, other->size))
      instead.push_back(place.seat);
  }
  if (singles.empty())
    return std::nullopt;
  return single_seat_conflict{in_order(std::move(singles)), in_order(std::move(instead))};
}

} // namespace boxoffice::events
