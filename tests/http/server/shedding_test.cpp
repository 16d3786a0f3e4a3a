#include "tests/http/gateway_fixture.hpp"
#include "tests/support/eventually.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;

namespace {

constexpr unsigned bookings_a_round = 80; ///< more than load_shedder::least

/// Sends one connection's bookings of a new show while the log is held for longer than the queue
/// target. Returns how many were refused; calls `meanwhile` before the log goes on.
template <class Act>
unsigned held_round(gateway_fixture& cinema, unsigned round, Act meanwhile) {
  const auto show = "s" + std::to_string(round);
  cinema.open_show(show);
  auto connection = cinema.connect();
  cinema.hold_log();
  std::string requests;
  for (unsigned seat = 1; seat <= bookings_a_round; ++seat)
    requests += book("A" + std::to_string(seat), show);
  const auto sent = std::chrono::steady_clock::now();
  REQUIRE(connection.send(requests));
  cinema.wait_for_append();
  CHECK(eventually(1min, [&] { return std::chrono::steady_clock::now() - sent > 5ms; }));
  meanwhile();
  cinema.let_go_log();
  unsigned refused = 0;
  for (unsigned i = 0; i < bookings_a_round; ++i) {
    auto response = connection.expect_response();
    if (response.status == 202)
      continue;
    CHECK(response.status == 503);
    CHECK(response.code() == "OVERLOADED");
    CHECK(response.header("Retry-After") == "1");
    ++refused;
  }
  return refused;
}

} // namespace

TEST_CASE("shedding: bookings that come while others wait too long get 503, payments do not") {
  auto options = usual_options();
  options.queue_target = 1ms;
  options.pipeline_depth = bookings_a_round;
  gateway_fixture cinema{options};
  unsigned round = 0;
  bool payments_taken = true;
  bool operator_served = true;
  auto check_others = [&] {
    auto client = cinema.client();
    payments_taken = payments_taken && client.post("/api/payment/callback", json{}).status == 401;
    operator_served =
        operator_served &&
        client.send("POST", "/api/movieshow/none/pause", "", as_operator()).status == 404;
  };
  CHECK(eventually(1min, [&] { return held_round(cinema, round++, check_others) != 0; }));
  CHECK(payments_taken);
  CHECK(operator_served);
}

TEST_CASE("shedding: with a target of 0 nothing is refused however long bookings wait") {
  auto options = usual_options();
  options.queue_target = 0ms;
  options.pipeline_depth = bookings_a_round;
  gateway_fixture cinema{options};
  for (unsigned round = 0; round < 20; ++round)
    CHECK(held_round(cinema, round, [] {}) == 0);
}

} // namespace boxoffice::http::tests
