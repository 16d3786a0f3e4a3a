#include "http/api/json/seat_numbering.hpp"

#include <string>
#include <unordered_set>

namespace boxoffice::http {

namespace {

bool ends_in_digit(const std::string& name) {
  return !name.empty() && name.back() >= '0' && name.back() <= '9';
}

void fill(events::show_body& body, const std::vector<counted_row>& counted, bool plainly) {
  for (const auto& [at, seats] : counted) {
    auto& row = body.rows[at];
    const auto stem = !plainly && ends_in_digit(row.row) ? row.row + '-' : row.row;
    row.seats.clear();
    for (std::uint64_t number = 1; number <= seats; ++number)
      row.seats.emplace_back(events::seat_id{stem + std::to_string(number)});
  }
}

bool names_a_seat_twice(const events::show_body& body) {
  std::unordered_set<events::seat_id> seen;
  for (const auto& row : body.rows)
    for (const auto& seat : row.seats)
      if (seat && !seen.insert(*seat).second)
        return true;
  return false;
}

} // namespace

void number_seats(events::show_body& body, const std::vector<counted_row>& counted) {
  fill(body, counted, true);
  if (!counted.empty() && names_a_seat_twice(body))
    fill(body, counted, false);
}

} // namespace boxoffice::http
