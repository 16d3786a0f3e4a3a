#include "cli/commands/events_after.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("events --after: a number applies to each stream") {
  auto point = parse_after("17");
  REQUIRE(point);
  CHECK(!point->show);
  CHECK(point->seq == 17);
  CHECK(parse_after("18446744073709551615")->seq == UINT64_MAX);
}

TEST_CASE("events --after: an empty text is the start") {
  auto point = parse_after("");
  REQUIRE(point);
  CHECK(!point->show);
  CHECK(point->seq == 0);
}

TEST_CASE("events --after: a show and a number continue after that line") {
  auto point = parse_after("dune_1-a:3");
  REQUIRE(point);
  REQUIRE(point->show);
  CHECK(point->show->text == "dune_1-a");
  CHECK(point->seq == 3);
}

TEST_CASE("events --after: any other text is refused") {
  for (const auto* text : {"x", "-1", "+1", "1.5", "1x", " 1", ":", ":1", "a:", "a:b", "a:1:2",
                           "a b:1", "18446744073709551616"})
    CHECK_MESSAGE(!parse_after(text), text);
}

} // namespace boxoffice::cli::tests
