#include "storage/witness/write_counter.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace boxoffice::storage::tests {

namespace {

write_counter single(std::uint64_t number) { return {number, number, 0, std::nullopt}; }

write_counter counted(std::uint64_t number, std::uint64_t events) {
  auto counter = single(number);
  counter.totals = event_totals{events, {}};
  return counter;
}

} // namespace

TEST_CASE("counters: consecutive writes merge into one complete counter in any grouping") {
  auto left = join(join(single(1), single(2)), join(single(3), single(4)));
  auto right = join(single(1), join(single(2), join(single(3), single(4))));
  CHECK(left == right);
  CHECK(left == write_counter{1, 4, 0, std::nullopt});
  CHECK(left.whole());
}

TEST_CASE("counters: a missing write stays recorded") {
  auto broken = join(join(single(1), single(2)), join(single(5), single(6)));
  CHECK_FALSE(broken.whole());
  CHECK(broken.gap == 3);
  CHECK(broken.last == 6);
  CHECK(join(broken, single(7)).gap == 3);
  CHECK(join(single(1), join(single(2), join(single(4), single(5)))).gap == 3);
}

TEST_CASE("counters: without the first writes a counter is not complete") {
  CHECK_FALSE(join(single(4), single(5)).whole());
}

TEST_CASE("counters: a write that is merged twice counts once") {
  auto both = join(join(single(1), single(2)), join(single(2), single(3)));
  CHECK(both == write_counter{1, 3, 0, std::nullopt});
}

TEST_CASE("counters: the totals are those after the last write") {
  CHECK(join(counted(1, 10), counted(2, 15)).totals->events == 15);
  CHECK(join(counted(2, 15), counted(1, 10)).totals->events == 15);
}

TEST_CASE("counters: every form is decoded") {
  for (const auto& counter : {single(7), counted(7, 3), write_counter{1, 9, 0, std::nullopt},
                              write_counter{1, 9, 4, event_totals{12, {1, 2, 3}}}})
    CHECK(decode_counter(encode(counter)) == counter);
  for (std::size_t size : {0U, 7U, 9U, 23U, 25U, 47U, 49U, 63U, 65U})
    CHECK_FALSE(decode_counter(std::string(size, 'x')));
}

TEST_CASE("totals: the sum carries over all bytes and does not depend on the order") {
  events::bytes32 ones{};
  std::ranges::fill(ones, std::uint8_t{0xFF});
  events::bytes32 one{};
  one.back() = 1;
  event_totals forward, backward;
  forward.add(ones);
  forward.add(one);
  backward.add(one);
  backward.add(ones);
  CHECK(forward == backward);
  CHECK(forward.events == 2);
  CHECK(forward.sum == events::bytes32{});
  event_totals half, whole;
  half.add(one);
  whole.add(half);
  whole.add(half);
  CHECK(whole.events == 2);
  CHECK(whole.sum.back() == 2);
}

} // namespace boxoffice::storage::tests
