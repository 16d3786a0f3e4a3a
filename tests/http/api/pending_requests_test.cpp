#include "http/api/pending_requests.hpp"

#include <set>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

std::uint64_t add(pending_requests& list, int who, int& last_heard) {
  return list.add({responder{nullptr, 0, {}},
                   [who, &last_heard](const responder&, actors::reply&&) { last_heard = who; }});
}

/// The request that got the reply to that number; 0: none.
int receiver_of(pending_requests& list, std::uint64_t number, const int& last_heard) {
  auto found = list.take(number);
  if (!found)
    return 0;
  found->then(found->respond, actors::timers_ran{});
  return last_heard;
}

} // namespace

TEST_CASE("waiting: each reply finds the request that it belongs to, in any order") {
  pending_requests list;
  int last_heard = 0;
  auto first = add(list, 1, last_heard);
  auto second = add(list, 2, last_heard);
  auto third = add(list, 3, last_heard);
  CHECK(list.size() == 3);
  CHECK(receiver_of(list, second, last_heard) == 2);
  CHECK(receiver_of(list, third, last_heard) == 3);
  CHECK(receiver_of(list, first, last_heard) == 1);
  CHECK(list.size() == 0);
}

TEST_CASE("waiting: a repeated reply is ignored, even if its place was reused since") {
  pending_requests list;
  int last_heard = 0;
  auto first = add(list, 1, last_heard);
  CHECK(receiver_of(list, first, last_heard) == 1);
  CHECK(receiver_of(list, first, last_heard) == 0);
  auto second = add(list, 2, last_heard);
  CHECK(receiver_of(list, first, last_heard) == 0);
  CHECK(list.size() == 1);
  CHECK(receiver_of(list, second, last_heard) == 2);
}

TEST_CASE("waiting: unknown numbers are ignored") {
  pending_requests list;
  int last_heard = 0;
  CHECK(receiver_of(list, 0, last_heard) == 0);
  auto only = add(list, 1, last_heard);
  for (std::uint64_t never : {std::uint64_t{0}, only + 1, only << 1U, ~std::uint64_t{0}})
    CHECK(receiver_of(list, never, last_heard) == 0);
  CHECK(list.size() == 1);
}

TEST_CASE("waiting: a thousand rounds give a thousand numbers and need one place") {
  pending_requests list;
  int last_heard = 0;
  std::set<std::uint64_t> given;
  for (int round = 1; round <= 1'000; ++round) {
    auto number = add(list, round, last_heard);
    given.insert(number);
    CHECK(receiver_of(list, number, last_heard) == round);
  }
  CHECK(given.size() == 1'000);
  CHECK(list.size() == 0);
}

} // namespace boxoffice::http::tests
