#include "tests/support/cinema/cinema.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

TEST_CASE("sandbox: it pays a confirmed booking as the provider would, and says so at the start") {
  cinema house{server_binary(), {{"review.interval", "50ms"}, {"payment.sandbox", "true"}}};
  const auto said = house.server().output() + house.server().errors();
  CHECK_MESSAGE(said.find("sandbox") != std::string::npos, said);
  house.open_show("s", hall(1, 9));
  const auto held = house.confirmed("s", {"A1"});
  const auto pay = [&](const std::string& booking) {
    return house.client().post("/api/sandbox/pay", json{{"reqId", booking}});
  };
  const auto got = pay(held.at("reqId"));
  CHECK_MESSAGE(got.status == 200, got.summary());
  CHECK(house.ticket(held.at("reqId")).at("status") == "PAID");
  CHECK(house.seat("s", "A1") == "sold");
  CHECK(pay("s.AAAAAAAAAAAAAAAAAAAAAA").code() == "BOOKING_NOT_FOUND");
  CHECK(house.client().get("/api/sandbox/pay").status == 405);
}

TEST_CASE("sandbox: it is off unless asked for") {
  cinema house{server_binary(), {{"review.interval", "50ms"}}};
  house.open_show("s", hall(1, 9));
  const auto held = house.confirmed("s", {"A1"});
  const auto got = house.client().post("/api/sandbox/pay", json{{"reqId", held.at("reqId")}});
  CHECK(got.status == 404);
  CHECK(got.code() == "NOT_FOUND");
  CHECK(house.ticket(held.at("reqId")).at("status") == "CONFIRMED");
}

} // namespace boxoffice::tests
