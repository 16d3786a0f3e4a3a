#include "events/currencies.hpp"
#include "tests/http/gateway_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

TEST_CASE("settings: anyone is told what a page needs, and may keep it for a while") {
  auto options = usual_options();
  options.sandbox = true;
  gateway_fixture cinema{options};
  auto told = cinema.client().get("/api/settings");
  REQUIRE(told.status == 200);
  CHECK(told.header("Cache-Control") == "public, max-age=300");
  CHECK(told.body.at("payment") == "sandbox");
  CHECK(told.body.at("auth") == "open");
  CHECK(told.body.at("maxSeats") == 10);
  CHECK(told.body.at("contentionWindow").is_number_unsigned());
  CHECK(told.body.at("paymentWindow").is_number_unsigned());
}

TEST_CASE("settings: without a sandbox a page cannot take money") {
  gateway_fixture cinema;
  CHECK(cinema.client().get("/api/settings").body.at("payment") == "none");
}

TEST_CASE("settings: the currencies are those that a show may be sold in, with their decimals") {
  gateway_fixture cinema;
  auto told = cinema.client().get("/api/settings").body.at("currencies");
  CHECK(told.size() == events::currencies().size());
  for (const auto& each : events::currencies())
    CHECK(told.at(std::string{each.code}) == each.minor_units);
}

} // namespace boxoffice::http::tests
