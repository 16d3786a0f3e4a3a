#include "events/choose/single_seats.hpp"

#include "tests/events/choose/reference_choice.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

/// The hall with the seats `#` requested, which are free ones.
text_hall free_in(text_hall requested) {
  for (auto& row : requested)
    std::ranges::replace(row, '#', '.');
  return requested;
}

std::optional<single_seat_conflict> conflict(const text_hall& requested,
                                             std::size_t rows_a_class = 100) {
  return single_seat_conflict_of(seating_of(free_in(requested), rows_a_class),
                                 seats_at(requested, '#'));
}

/// What is suggested for the requested seats, drawn.
text_hall suggested(const text_hall& requested, std::size_t rows_a_class = 100) {
  auto found = conflict(requested, rows_a_class);
  return found ? marked(free_in(requested), found->instead) : text_hall{};
}

seat_list seats(std::initializer_list<seat_index> indexes) {
  seat_list list;
  for (auto seat : indexes)
    list.push_back(seat);
  return list;
}

} // namespace

TEST_CASE("single seats: one between taken seats, claims, walls or aisles is refused") {
  CHECK(conflict({".##......"})->singles == seats({0}));
  CHECK(conflict({"..##.x..."})->singles == seats({4}));
  CHECK(conflict({"..##.c..."})->singles == seats({4}));
  CHECK(conflict({"..##._..."})->singles == seats({4}));
  CHECK(conflict({".##.x..."})->singles == seats({0, 3}));
  CHECK_FALSE(conflict({"##......."}));
  CHECK_FALSE(conflict({"..##....."}));
}

TEST_CASE("single seats: one that was single before does not matter") {
  CHECK_FALSE(conflict({".x##....."}));
  CHECK(conflict({".x##.x...."})->singles == seats({4}));
}

TEST_CASE("single seats: they are suggested the nearest seats side by side that leave none") {
  CHECK(suggested({".##......"}) == text_hall{"##......."});
  CHECK(suggested({"x#.x.....", "........."}) == text_hall{"x..x.....", "#........"});
  CHECK(suggested({"......", "xxx##.", "......"}) == text_hall{"..##..", "xxx...", "......"});
}

TEST_CASE("single seats: the rule does not apply if the class has no other choice") {
  CHECK_FALSE(conflict({"x##.x"}));
  CHECK_FALSE(conflict({"x##.x", "x.xxx"}));
  CHECK(conflict({"x##.x", "x..xx"})->singles == seats({3}));
  CHECK_FALSE(conflict({"x##.x", "x..xx"}, 1));
  CHECK_FALSE(conflict({"#x#"}));
}

TEST_CASE("single seats: each class is judged by itself") {
  auto found = conflict({".##.....", "x##.x"}, 1);
  REQUIRE(found);
  CHECK(found->singles == seats({0}));
  CHECK(marked({"........", "x...x"}, found->instead) == text_hall{"##......", "x##.x"});
}

TEST_CASE("single seats: a wheelchair's place is never one, and who books one may leave some") {
  CHECK_FALSE(conflict({"w##......"}));
  CHECK_FALSE(single_seat_conflict_of(seating_of({"x.w......"}), seats({2})));
  CHECK(single_seat_conflict_of(seating_of({"x........"}), seats({2})));
}

TEST_CASE("single seats: what is refused, and what is suggested, agrees with trying all choices") {
  CHECK(rc::check("agrees", [] {
    auto hall = *text_halls();
    for (auto& row : hall)
      std::ranges::replace(row, 'o', 'x');
    auto free = seats_at(hall, '.');
    RC_PRE(!free.empty());
    auto first = *rc::gen::inRange<std::size_t>(0, free.size());
    auto count =
        *rc::gen::inRange<std::size_t>(1, std::min<std::size_t>(free.size() - first, 6) + 1);
    seat_list wanted;
    for (auto seat = first; seat < first + count; ++seat)
      wanted.push_back(free.begin()[seat]);
    auto chosen = marked(hall, wanted);
    auto avoidable = false;
    for (std::size_t r = 0; r < hall.size(); ++r)
      for (std::size_t at = 0; at + count <= hall[r].size(); ++at) {
        auto other = hall;
        other[r].replace(at, count, count, '#');
        avoidable = avoidable || (hall[r].substr(at, count) == std::string(count, '.') &&
                                  new_singles(hall, other) == 0);
      }
    auto found = single_seat_conflict_of(seating_of(hall), wanted);
    RC_ASSERT(found.has_value() == (avoidable && new_singles(hall, chosen) != 0));
    if (!found)
      return;
    RC_ASSERT(found->singles.size() == new_singles(hall, chosen));
    RC_ASSERT(found->instead.size() == count);
    auto instead = marked(hall, found->instead);
    RC_ASSERT(new_singles(hall, instead) == 0U);
    for (auto seat : found->instead)
      RC_ASSERT(std::find(free.begin(), free.end(), seat) != free.end());
  }));
}

} // namespace boxoffice::events::tests
