#include "actors/cluster/deferred_asks.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

struct counted_ask {
  int number{};
  std::uint8_t returns = 0;
};

} // namespace

TEST_CASE("deferred asks: they come out in the order in which they came, after one timer") {
  deferred_asks<counted_ask> waiting;
  counted_ask one{1}, two{2};
  CHECK(waiting.add(one));
  CHECK(waiting.arm());
  CHECK(waiting.add(two));
  CHECK_FALSE(waiting.arm());
  auto again = waiting.take();
  REQUIRE(again.size() == 2);
  CHECK(again[0].number == 1);
  CHECK(again[1].number == 2);
  CHECK(waiting.take().empty());
  CHECK(waiting.arm());
}

TEST_CASE("deferred asks: an ask that came back too often is refused") {
  deferred_asks<counted_ask> waiting;
  counted_ask one{1};
  for (int i = 1; i < most_returns; ++i) {
    REQUIRE(waiting.add(one));
    one = waiting.take().at(0);
  }
  CHECK_FALSE(waiting.add(one));
  CHECK(waiting.take().empty());
}

TEST_CASE("deferred asks: with too many that wait the next one is refused") {
  deferred_asks<counted_ask> waiting;
  for (std::size_t i = 0; i < most_deferred; ++i) {
    counted_ask one;
    REQUIRE(waiting.add(one));
  }
  counted_ask one_more;
  CHECK_FALSE(waiting.add(one_more));
}

} // namespace boxoffice::actors::tests
