#include "actors/log/attempt_limit.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

using namespace std::chrono_literals;

namespace {

constexpr attempt_limit::clock::time_point first_attempt{1h};

events::customer_id person(std::uint8_t which) { return {which}; }

} // namespace

TEST_CASE("attempts: so many at once, and one more with each share of a minute") {
  attempt_limit limit{6, 10};
  for (int i = 0; i < 6; ++i)
    CHECK_FALSE(limit.refuse(person(1), first_attempt));
  CHECK(limit.refuse(person(1), first_attempt) == 10);
  CHECK(limit.refuse(person(1), first_attempt + 9'001ms) == 1);
  CHECK_FALSE(limit.refuse(person(1), first_attempt + 10s));
  CHECK(limit.refuse(person(1), first_attempt + 10s) == 10);
  CHECK_FALSE(limit.refuse(person(2), first_attempt)); // Nobody else is limited.
  for (int i = 0; i < 6; ++i)
    CHECK_FALSE(limit.refuse(person(1), first_attempt + 2min));
  CHECK(limit.refuse(person(1), first_attempt + 2min));
}

TEST_CASE("attempts: the customers of the latest attempts are remembered") {
  attempt_limit limit{1, 2};
  CHECK_FALSE(limit.refuse(person(1), first_attempt));
  CHECK_FALSE(limit.refuse(person(2), first_attempt));
  CHECK(limit.refuse(person(1), first_attempt)); // Refused ones count as seen.
  CHECK_FALSE(limit.refuse(person(3), first_attempt));
  CHECK(limit.refuse(person(1), first_attempt));
  CHECK_FALSE(limit.refuse(person(2), first_attempt));
}

TEST_CASE("attempts: without a limit none is refused") {
  auto limit = attempt_limit::none();
  for (int i = 0; i < 1'000; ++i)
    CHECK_FALSE(limit.refuse(person(1), first_attempt));
}

} // namespace boxoffice::actors::tests
