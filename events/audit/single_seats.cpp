#include "events/audit/single_seats.hpp"

#include <algorithm>
#include <string>

namespace boxoffice::events {

namespace {

bool is_for_access(seat_attributes has) {
  return has.has(seat_attribute::wheelchair) || has.has(seat_attribute::companion);
}

/// A row as text: `.` a free seat, `w` a free one for a wheelchair or a companion, `#` all else.
struct drawn_row {
  std::string places;
  std::vector<seat_index> seats; ///< by place; any index where there is an aisle
};

class row_drawing {
public:
  row_drawing(const show_state& show, const std::function<bool(booking_number)>& is_over)
      : show_{show}, is_over_{is_over} {}

  [[nodiscard]] drawn_row of(std::uint32_t row, seat_index first) const {
    drawn_row drawn;
    for (const auto& seat : show_.plan->body.rows[row].seats) {
      auto is_seat = seat && first < show_.seats.size();
      drawn.places += is_seat ? letter(first, seat->attributes) : '#';
      drawn.seats.push_back(first);
      first = static_cast<seat_index>(first + (is_seat ? 1 : 0));
    }
    return drawn;
  }

private:
  [[nodiscard]] char letter(seat_index index, seat_attributes has) const {
    const auto& seat = show_.seats[index];
    auto runs = [&](booking_number number) { return !is_over_(number); };
    if (seat.blocked || (seat.owner != 0 && runs(seat.owner)) ||
        std::any_of(seat.claims.begin(), seat.claims.end(), runs))
      return '#';
    return is_for_access(has) ? 'w' : '.';
  }

  const show_state& show_;
  const std::function<bool(booking_number)>& is_over_;
};

/// The place of a seat that is single in `after` and was not before.
std::optional<std::size_t> new_single(const std::string& before, const std::string& after) {
  auto is_alone = [](const std::string& row, std::size_t at) {
    auto nobody_left = at == 0 || row[at - 1] == '#';
    return nobody_left && (at + 1 == row.size() || row[at + 1] == '#');
  };
  for (std::size_t at = 0; at < after.size(); ++at)
    if (after[at] == '.' && is_alone(after, at) && !is_alone(before, at))
      return at;
  return std::nullopt;
}

/// Whether the row has so many free seats side by side that leave none single.
bool has_harmless(const std::string& row, std::size_t count) {
  for (auto at = row.find('.'); at < row.size(); at = row.find('.', at + 1)) {
    if (row.compare(at, count, std::string(count, '.')) != 0)
      continue;
    auto after = row;
    after.replace(at, count, count, '#');
    if (!new_single(row, after))
      return true;
  }
  return false;
}

} // namespace

std::optional<seat_index> spared_single_seat(const show_state& show,
                                             const std::vector<seat_index>& seats,
                                             const std::function<bool(booking_number)>& is_over) {
  const auto& rows = show.plan->body.rows;
  row_drawing draw{show, is_over};
  for (auto seat : seats) {
    const auto& entry = show.plan->seats[seat];
    auto row = draw.of(entry.row, static_cast<seat_index>(seat - (entry.number - 1)));
    auto after = row.places;
    for (std::size_t at = 0; at < after.size(); ++at)
      if (std::ranges::find(seats, row.seats[at]) != seats.end())
        after[at] = '#';
    auto single = new_single(row.places, after);
    if (!single)
      continue;
    auto is_of_class = [&](std::uint32_t other) {
      return rows[other].seat_class == rows[entry.row].seat_class;
    };
    std::size_t count = 0;
    auto has_access = false;
    for (auto each : seats)
      if (const auto& other = show.plan->seats[each]; is_of_class(other.row))
        ++count, has_access = has_access || is_for_access(other.attributes);
    seat_index first = 0;
    for (std::uint32_t i = 0; i < rows.size() && !has_access; ++i) {
      if (is_of_class(i) && has_harmless(draw.of(i, first).places, count))
        return row.seats[*single];
      for (const auto& each : rows[i].seats)
        first = static_cast<seat_index>(first + (each ? 1 : 0));
    }
  }
  return std::nullopt;
}

} // namespace boxoffice::events
