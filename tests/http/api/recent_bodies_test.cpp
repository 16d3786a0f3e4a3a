#include "http/api/recent_bodies.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

shared_bytes bytes_with(std::string text) {
  auto owner = std::make_shared<const std::string>(std::move(text));
  return {*owner, owner};
}

} // namespace

TEST_CASE("recent bodies: one is found until its lifetime is over, by what it is of") {
  recent_bodies kept{2s};
  const recent_bodies::time_point now{};
  CHECK_FALSE(kept.find("a", now));
  kept.keep("a", bytes_with("A"), now);
  REQUIRE(kept.find("a", now + 1'999ms));
  CHECK(kept.find("a", now + 1'999ms)->bytes == "A");
  CHECK_FALSE(kept.find("a", now + 2s));
  CHECK_FALSE(kept.find("b", now));
  kept.keep("a", bytes_with("B"), now + 2s);
  CHECK(kept.find("a", now + 2s)->bytes == "B");
}

TEST_CASE("recent bodies: none is found once they are forgotten") {
  recent_bodies kept{2s};
  const recent_bodies::time_point now{};
  kept.keep("a", bytes_with("A"), now);
  kept.forget();
  CHECK_FALSE(kept.find("a", now));
}

TEST_CASE("recent bodies: there are never more than the bound") {
  recent_bodies kept{2s, 2};
  const recent_bodies::time_point now{};
  kept.keep("a", bytes_with("A"), now);
  kept.keep("b", bytes_with("B"), now);
  kept.keep("b", bytes_with("C"), now);
  CHECK(kept.find("a", now));
  kept.keep("c", bytes_with("D"), now);
  CHECK_FALSE(kept.find("a", now));
  CHECK_FALSE(kept.find("b", now));
  CHECK(kept.find("c", now)->bytes == "D");
}

} // namespace boxoffice::http::tests
