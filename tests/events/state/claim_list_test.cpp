#include "events/state/claim_list.hpp"

#include <random>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

std::vector<booking_number> numbers_in(const claim_list& claims) {
  return {claims.begin(), claims.end()};
}

} // namespace

TEST_CASE("claims: after any insertions and removals they are a set in ascending order") {
  std::mt19937_64 chance{7};
  for (std::uint64_t range : {3U, 40U, 400U}) {
    claim_list claims;
    std::set<booking_number> expected;
    for (int i = 0; i < 4'000; ++i) {
      auto number = 1 + chance() % range;
      if (chance() % 2 == 0) {
        claims.insert(number);
        expected.insert(number);
      } else {
        claims.erase(number);
        expected.erase(number);
      }
      REQUIRE(numbers_in(claims) == std::vector(expected.begin(), expected.end()));
      REQUIRE(claims.size() == expected.size());
      REQUIRE(claims.empty() == expected.empty());
    }
  }
}

TEST_CASE("claims: two lists are equal if their claims are, whatever was removed") {
  claim_list left, right;
  for (booking_number number : {1U, 2U, 3U, 4U, 5U})
    left.insert(number);
  left.erase(2);
  right.insert(5), right.insert(1), right.insert(3);
  CHECK_FALSE(left == right);
  right.insert(4);
  CHECK(left == right);
}

} // namespace boxoffice::events::tests
