#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

TEST_CASE("sandbox: it pays a confirmed booking as the provider would, and says so at the start") {
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "50ms"}, {"payment.sandbox", "true"}}};
  CHECK(cinema.server().reports("payment.sandbox is on"));
  cinema.open_show("s", hall(1, 9));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto pay = [&](const std::string& booking) {
    return cinema.client().post("/api/sandbox/pay", json{{"reqId", booking}});
  };
  const auto got = pay(held.at("reqId"));
  CHECK_MESSAGE(got.status == 200, got.summary());
  CHECK(cinema.ticket(held.at("reqId")).at("status") == "PAID");
  CHECK(cinema.seat("s", "A1") == "sold");
  CHECK(pay("s.AAAAAAAAAAAAAAAAAAAAAA").code() == "BOOKING_NOT_FOUND");
  CHECK(cinema.client().get("/api/sandbox/pay").status == 405);
}

TEST_CASE("sandbox: it is off by default") {
  cinema_fixture cinema{server_binary(), {{"review.interval", "50ms"}}};
  cinema.open_show("s", hall(1, 9));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto got = cinema.client().post("/api/sandbox/pay", json{{"reqId", held.at("reqId")}});
  CHECK(got.status == 404);
  CHECK(got.code() == "NOT_FOUND");
  CHECK(cinema.ticket(held.at("reqId")).at("status") == "CONFIRMED");
}

} // namespace boxoffice::tests
