#include "events/state/deadline_set.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

using deadlines = std::set<deadline>;

deadlines due_deadlines(const deadline_set& list, time_ms at) {
  auto found = list.due(at);
  REQUIRE(std::is_sorted(found.begin(), found.end()));
  return {found.begin(), found.end()};
}

} // namespace

TEST_CASE("deadlines: after any insertions and removals they are a set by pay_by and number") {
  std::mt19937_64 chance{7};
  for (auto most : {3U, 40U, 400U}) {
    deadline_set list;
    deadlines expected;
    time_ms now = 0;
    for (booking_number number = 1; number < 4'000; ++number) {
      now += chance() % 8 == 0 ? 1 : 0;
      // Now and then the time to pay is shorter than it was.
      auto due_at = now + (chance() % 50 == 0 ? 5 : 9);
      auto who = number ^ (chance() % 8); // A round's come in the order of its draw.
      if (expected.emplace(due_at, who).second)
        list.insert(due_at, who);
      while (expected.size() > chance() % most) {
        auto leaves = *std::next(expected.begin(), static_cast<long>(chance() % expected.size()));
        list.erase(leaves.first, leaves.second);
        expected.erase(leaves);
        if (chance() % 4 == 0 && expected.insert(leaves).second)
          list.insert(leaves.first, leaves.second); // back again
      }
      REQUIRE(list.size() == expected.size());
      REQUIRE(list.empty() == expected.empty());
      REQUIRE((expected.empty() || list.next() == expected.begin()->first));
      REQUIRE(due_deadlines(list, now + 100) == expected);
      REQUIRE(due_deadlines(list, now + 7) ==
              deadlines{expected.begin(), expected.lower_bound({now + 8, 0})});
    }
  }
}

TEST_CASE("deadlines: removing one that is not there changes nothing") {
  deadline_set list;
  list.erase(1, 1);
  list.insert(5, 1);
  list.erase(5, 2);
  list.erase(4, 1);
  CHECK(list.size() == 1);
  list.erase(5, 1);
  list.erase(5, 1);
  CHECK(list.empty());
}

TEST_CASE("deadlines: two lists are equal if their deadlines are, whatever was removed") {
  deadline_set left, right;
  left.insert(5, 3), left.insert(5, 1), left.insert(6, 2);
  right.insert(5, 1), right.insert(5, 3);
  CHECK_FALSE(left == right);
  left.erase(6, 2);
  CHECK(left == right);
}

} // namespace boxoffice::events::tests
