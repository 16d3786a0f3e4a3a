#include "events/state/seat_list.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

seat_list first_seats(seat_index count) {
  seat_list list;
  for (seat_index seat = 0; seat < count; ++seat)
    list.push_back(seat);
  return list;
}

std::vector<seat_index> seats_in(const seat_list& list) { return {list.begin(), list.end()}; }

} // namespace

TEST_CASE("seat list: any number of seats, in their order") {
  std::vector<seat_index> expected;
  for (seat_index count = 0; count < 100; ++count) {
    CHECK(seats_in(first_seats(count)) == expected);
    CHECK(first_seats(count).size() == count);
    expected.push_back(count);
  }
}

TEST_CASE("seat list: a copy has its own seats, and one that was moved from has none") {
  for (auto count : std::vector<seat_index>{0, 1, 6, 7, 8, 9, 16, 17, 40}) {
    auto list = first_seats(count);
    auto copy = list;
    copy.push_back(77);
    CHECK(list == first_seats(count));
    CHECK_FALSE(copy == list);
    auto moved = std::move(copy);
    CHECK(moved.size() == count + 1U);
    list = moved;
    CHECK(list == moved);
    moved = first_seats(3);
    CHECK(list.size() == count + 1U);
    list = std::move(moved);
    CHECK(list == first_seats(3));
  }
}

} // namespace boxoffice::events::tests
