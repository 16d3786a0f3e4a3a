#include "http/auth/refresh_schedule.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

using namespace std::chrono_literals;

const refresh_schedule::clock::time_point load_time{1'000'000s};

} // namespace

TEST_CASE("refresh schedule: the first load is due at once, the next ones regularly") {
  refresh_schedule schedule{15min, 10s};
  CHECK(schedule.due() <= load_time);
  schedule.began(load_time);
  schedule.succeeded();
  CHECK(schedule.due() == load_time + 15min);
}

TEST_CASE("refresh schedule: requests bring the next load forward, at most one in each gap") {
  refresh_schedule schedule{15min, 10s};
  schedule.began(load_time);
  schedule.request(load_time + 2s);
  CHECK(schedule.due() == load_time + 10s);
  schedule.request(load_time + 3s);
  CHECK(schedule.due() == load_time + 10s);
  schedule.began(load_time + 10s);
  CHECK(schedule.due() == load_time + 10s + 15min);
  schedule.request(load_time + 60s);
  CHECK(schedule.due() == load_time + 60s);
}

TEST_CASE("refresh schedule: a request never delays a load that is due earlier") {
  refresh_schedule schedule{5s, 10s};
  schedule.began(load_time);
  schedule.request(load_time + 1s);
  CHECK(schedule.due() == load_time + 5s);
}

TEST_CASE("refresh schedule: failed loads are repeated after 1 s and ever longer, up to 1 min") {
  refresh_schedule schedule{15min, 10s};
  for (auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    schedule.began(load_time);
    schedule.failed(load_time);
    CHECK(schedule.due() == load_time + wait);
  }
  schedule.began(load_time);
  schedule.succeeded();
  CHECK(schedule.due() == load_time + 15min);
  schedule.failed(load_time);
  CHECK(schedule.due() == load_time + 1s);
}

} // namespace boxoffice::http::tests
