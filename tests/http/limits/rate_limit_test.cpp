#include "http/limits/rate_limit.hpp"
#include "tests/http/steady_noon.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

boost::asio::ip::address ip_address(const char* text) {
  return boost::asio::ip::make_address(text);
}

int taken_at_once(rate_limit& limit, const char* from, rate_limit::clock::time_point at) {
  int taken = 0;
  while (taken < 1'000 && !limit.refuse(ip_address(from), at))
    ++taken;
  return taken;
}

} // namespace

TEST_CASE("rate limit: a burst passes, then the configured rate") {
  rate_limit limit{10, 5, 100};
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 5);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon + 99ms) == 0);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon + 101ms) == 1);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon + 401ms) == 3);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon + 1h) == 5);
}

TEST_CASE("rate limit: a refusal has the seconds until the next call, rounded up") {
  rate_limit limit{0.1, 1, 100};
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon) == std::nullopt);
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon) == 10);
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon + 4'500ms) == 6);
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon + 9'900ms) == 1);
  rate_limit quick{1'000, 1, 100};
  CHECK(quick.refuse(ip_address("10.0.0.1"), steady_noon) == std::nullopt);
  CHECK(quick.refuse(ip_address("10.0.0.1"), steady_noon) == 1);
}

TEST_CASE("rate limit: addresses are limited independently") {
  rate_limit limit{1, 2, 100};
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 2);
  CHECK(taken_at_once(limit, "10.0.0.2", steady_noon) == 2);
}

TEST_CASE("rate limit: the 64 bits of an IPv6 network count as one") {
  rate_limit limit{1, 2, 100};
  CHECK(taken_at_once(limit, "2001:db8:1:2::1", steady_noon) == 2);
  CHECK(taken_at_once(limit, "2001:db8:1:2:ffff::9", steady_noon) == 0);
  CHECK(taken_at_once(limit, "2001:db8:1:3::1", steady_noon) == 2);
}

TEST_CASE("rate limit: an IPv4 address mapped into IPv6 counts as itself") {
  rate_limit limit{1, 2, 100};
  CHECK(taken_at_once(limit, "::ffff:10.0.0.1", steady_noon) == 2);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 0);
  CHECK(taken_at_once(limit, "::ffff:10.0.0.2", steady_noon) == 2);
}

TEST_CASE("rate limit: of too many addresses the longest unseen is forgotten") {
  rate_limit limit{1, 1, 2};
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 1);
  CHECK(taken_at_once(limit, "10.0.0.2", steady_noon) == 1);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 0);
  CHECK(taken_at_once(limit, "10.0.0.3", steady_noon) == 1);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon) == 0);
  CHECK(taken_at_once(limit, "10.0.0.2", steady_noon) == 1);
}

TEST_CASE("rate limit: an earlier reading of the clock costs nothing") {
  rate_limit limit{1, 2, 100};
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon) == std::nullopt);
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon - 10s) == std::nullopt);
  CHECK(limit.refuse(ip_address("10.0.0.1"), steady_noon - 10s) == 1);
  CHECK(taken_at_once(limit, "10.0.0.1", steady_noon + 1s) == 1);
}

} // namespace boxoffice::http::tests
