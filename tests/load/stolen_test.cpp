#include "load/stolen.hpp"

#include <doctest/doctest.h>

namespace boxoffice::load::tests {

TEST_CASE("steal: it is the eighth number of the line, and all eight are the total") {
  auto read = parse_cpu_times("cpu  10 20 30 400 50 6 7 80 999 999");
  CHECK(read.all == 603);
  CHECK(read.stolen == 80);
}

TEST_CASE("steal: any other line is no reading") {
  for (const char* line : {"", "cpu", "cpu 1 2 3", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3 4 5 6 7 x"}) {
    CHECK(parse_cpu_times(line).all == 0);
    CHECK(parse_cpu_times(line).stolen == 0);
  }
}

TEST_CASE("steal: a share is of the time between two readings, and 0 without time between") {
  CHECK(stolen_share({100, 10}, {200, 35}) == doctest::Approx(0.25));
  CHECK(stolen_share({100, 10}, {200, 10}) == 0);
  CHECK(stolen_share({100, 10}, {100, 10}) == 0);
  CHECK(stolen_share({0, 0}, {0, 0}) == 0);
}

} // namespace boxoffice::load::tests
