#include "events/state/seat_states.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("seat states: all seats are free until they are edited, and the others stay free") {
  for (std::size_t size : {1U, 31U, 32U, 33U, 10'000U}) {
    CAPTURE(size);
    seat_states seats{size};
    REQUIRE(seats.size() == size);
    seats.edit(size - 1).owner = 7;
    seats.edit(0).claims.insert(8);
    for (std::size_t i = 1; i + 1 < size; ++i)
      REQUIRE(seats[i].is_free());
    CHECK(seats[size - 1].owner == 7);
    CHECK(seats[0].claims.size() == 1);
  }
}

TEST_CASE("seat states: a copy is another hall") {
  seat_states seats{40};
  seats.edit(39).blocked = true;
  auto copy = seats;
  copy.edit(39).blocked = false;
  copy.edit(1).sold = true;
  CHECK(seats[39].blocked);
  CHECK_FALSE(copy[39].blocked);
  CHECK_FALSE(seats[1].sold);
}

TEST_CASE("seat states: a seat that anything refers to is not free") {
  seat one;
  CHECK(one.is_free());
  one.claims.insert(3);
  CHECK_FALSE(one.is_free());
  one = {};
  one.blocked = true;
  CHECK_FALSE(one.is_free());
  one = {};
  one.owner = 1;
  CHECK_FALSE(one.is_free());
}

} // namespace boxoffice::events::tests
