#include "tests/support/cinema/halls.hpp"

#include <chrono>

namespace boxoffice::tests {

json hall(unsigned rows, unsigned seats_per_row) {
  return hall(rows, seats_per_row, wall_now() + std::chrono::hours{24});
}

json hall(unsigned rows, unsigned seats_per_row, wall_time starts_at) {
  json body = {{"movie", "The Third Man"},
               {"hall", "Big hall"},
               {"startsAt", rfc3339(starts_at)},
               {"currency", "INR"},
               {"price", 15000},
               {"classes", {{{"id", "GOLD"}, {"name", "Gold"}, {"price", 5000}}}},
               {"rows", json::array()}};
  for (unsigned row = 0; row < rows; ++row)
    body["rows"].push_back({{"row", row_name(row)}, {"class", "GOLD"}, {"seats", seats_per_row}});
  return body;
}

json detailed_hall() {
  return {{"movie", "Metropolis"},
          {"hall", "Small hall"},
          {"startsAt", "2099-12-24T18:30:00Z"},
          {"salesCloseAt", "2099-12-24T18:00:00Z"},
          {"currency", "EUR"},
          {"price", 900},
          {"classes",
           {{{"id", "BOX"}, {"name", "Box"}, {"price", 600}},
            {{"id", "STALLS"}, {"name", "Stalls"}, {"price", 0}}}},
          {"rows",
           {{{"row", "A"}, {"class", "BOX"}, {"seats", {"A1", "A2", nullptr, "A3"}}},
            {{"row", "B"}, {"class", "STALLS"}, {"seats", 3}}}}};
}

std::string row_name(unsigned row) {
  std::string name;
  for (;; row = row / 26 - 1) {
    name.insert(name.begin(), static_cast<char>('A' + row % 26));
    if (row < 26)
      return name;
  }
}

std::string seat_name(unsigned row, unsigned number) {
  return row_name(row) + std::to_string(number);
}

std::vector<std::string> all_seats(unsigned rows, unsigned seats_per_row) {
  std::vector<std::string> seats;
  for (unsigned row = 0; row < rows; ++row)
    for (unsigned number = 1; number <= seats_per_row; ++number)
      seats.push_back(seat_name(row, number));
  return seats;
}

} // namespace boxoffice::tests
