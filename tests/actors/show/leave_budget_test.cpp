#include "actors/show/leave_budget.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

TEST_CASE("leave budget: shows leave until the bookings of the round are spent") {
  leave_budget budget{100};
  CHECK(budget.take(60));
  CHECK(budget.take(60));
  CHECK(budget.is_spent());
  CHECK_FALSE(budget.take(1));
  CHECK(budget.take(0)); // It has nothing to write.
  budget.pass(0);
  CHECK_FALSE(budget.take(1));
  budget.pass(1);
  CHECK(budget.take(79));
  CHECK(budget.take(1));
  CHECK_FALSE(budget.take(1));
}

TEST_CASE("leave budget: a large show spends the next rounds too, and is not left behind") {
  leave_budget budget{100};
  CHECK(budget.take(350));
  for (int round = 0; round < 2; ++round) {
    budget.pass(1);
    CHECK_FALSE(budget.take(1));
  }
  budget.pass(1);
  CHECK(budget.take(350));
  budget.pass(1'000'000);
  CHECK_FALSE(budget.is_spent());
}

} // namespace boxoffice::actors::tests
