#include "load/times.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::load::tests {

TEST_CASE("schedule: requests are due at equal intervals, whatever the number of threads") {
  CHECK(rc::check([] {
    auto rate = *rc::gen::inRange(1U, 1'000'000U);
    auto parts = *rc::gen::inRange(1U, 5U);
    clock::time_point start{1h};
    std::vector<clock::time_point> due;
    for (unsigned part = 0; part < parts; ++part) {
      schedule one{rate, part, parts, start};
      for (int i = 0; i < 50; ++i, one.advance())
        due.push_back(one.due());
    }
    std::ranges::sort(due);
    for (std::size_t i = 0; i < due.size(); ++i) {
      auto exact = static_cast<double>(i) / rate * 1e9;
      auto got = static_cast<double>((due[i] - start).count());
      RC_ASSERT(std::abs(got - exact) <= 1);
    }
  }));
}

TEST_CASE("schedule: a day at a high rate does not drift or overflow") {
  schedule one{1'000'000, 0, 1, clock::time_point{}};
  for (int i = 0; i < 3; ++i, one.advance())
    CHECK(one.due().time_since_epoch() == std::chrono::microseconds{i});
  schedule slow{3, 2, 3, clock::time_point{}};
  for (int s = 0; s < 86'400; ++s)
    slow.advance();
  CHECK(slow.due().time_since_epoch() == 24h + std::chrono::nanoseconds{666'666'666});
}

TEST_CASE("times: the warm-up comes before the measured time") {
  options chosen;
  chosen.warmup = 2s;
  chosen.duration = 5s;
  auto times = times_of(chosen, clock::time_point{1h});
  CHECK(times.measured == clock::time_point{1h + 2s});
  CHECK(times.end == clock::time_point{1h + 7s});
}

} // namespace boxoffice::load::tests
