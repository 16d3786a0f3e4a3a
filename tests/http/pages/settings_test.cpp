#include "events/currencies.hpp"
#include "tests/http/gateway_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

TEST_CASE("settings: anyone may read what a page needs, and cache it for a while") {
  auto options = usual_options();
  options.sandbox = true;
  gateway_fixture cinema{options};
  auto got = cinema.client().get("/api/settings");
  REQUIRE(got.status == 200);
  CHECK(got.header("Cache-Control") == "public, max-age=300");
  CHECK(got.body.at("payment") == "sandbox");
  CHECK(got.body.at("auth") == "open");
  CHECK(got.body.at("maxSeats") == 10);
  CHECK(got.body.at("contentionWindow").is_number_unsigned());
  CHECK(got.body.at("paymentWindow").is_number_unsigned());
  CHECK(got.body.at("cinema") == json::object());
  CHECK(got.body.at("mail") == false);
}

TEST_CASE("settings: pages read the name of the cinema, if it has one") {
  auto options = usual_options();
  options.cinema_name = "Regal \"am Markt\"";
  gateway_fixture cinema{options};
  CHECK(cinema.client().get("/api/settings").body.at("cinema") ==
        json{{"name", "Regal \"am Markt\""}});
}

TEST_CASE("settings: without a sandbox a page cannot take money") {
  gateway_fixture cinema;
  CHECK(cinema.client().get("/api/settings").body.at("payment") == "none");
}

TEST_CASE("settings: the currencies are those that a show may be sold in, with their decimals") {
  gateway_fixture cinema;
  auto got = cinema.client().get("/api/settings").body.at("currencies");
  CHECK(got.size() == events::currencies().size());
  for (const auto& each : events::currencies())
    CHECK(got.at(std::string{each.code}) == each.minor_units);
}

} // namespace boxoffice::http::tests
