// Price types, attributes of seats, the start of sales and limits of a show, as clients see them.
#include "http/api/json/json_in.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/clock.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

json priced_hall() {
  auto body = hall(1, 4);
  body["timeZone"] = "Asia/Kolkata";
  body["priceTypes"] = {{{"id", "ADULT"}, {"name", "Adult"}, {"price", 0}},
                        {{"id", "CHILD"}, {"name", "Child"}, {"price", -50}}};
  body["rows"][0]["seats"] = {{{"id", "A1"}, {"attributes", {"wheelchair", "companion"}}},
                              "A2",
                              nullptr,
                              {{"id", "A3"}},
                              {{"id", "A4"}, {"attributes", {"restricted_view"}}}};
  return body;
}

http_response open(http_client& client, const json& body) {
  return client.put("/api/movieshow/s", body, as_operator());
}

http_response ask(http_client& client, const json& seats) {
  return client.post("/api/ticket/book",
                     {{"userMail", "ann@example.org"}, {"movieShowId", "s"}, {"seats", seats}});
}

json line(const std::string& seat, const std::string& type, std::int64_t price) {
  return {{"seat", seat}, {"type", type}, {"price", price}};
}

/// The fields of the errors of a show's body.
std::string faults_of(const json& body) {
  std::string fields;
  if (auto read = read_show(body.dump()); !read)
    for (const auto& error : read.error().errors)
      fields += error.field + ' ';
  return fields;
}

json changed(const char* pointer, json value) {
  auto body = priced_hall();
  body[json::json_pointer{pointer}] = std::move(value);
  return body;
}

} // namespace

TEST_CASE("sales: a booking names a price type for each seat; response and ticket have the lines") {
  gateway_fixture cinema;
  auto client = cinema.client();
  REQUIRE(open(client, priced_hall()).status == 201);
  auto base = client.get("/api/movieshow/s/seatsavailable").body;
  auto price = base.at("availableSeats").at(0).at("price").get<std::int64_t>();
  auto accepted = ask(client, {{{"seat", "A1"}, {"type", "CHILD"}}, "A2", {{"seat", "A3"}}});
  REQUIRE(accepted.status == 202);
  const json lines{line("A1", "CHILD", price - 50), line("A2", "ADULT", price),
                   line("A3", "ADULT", price)};
  CHECK(accepted.body.at("seats") == json{"A1", "A2", "A3"});
  CHECK(accepted.body.at("lines") == lines);
  CHECK(accepted.body.at("amount").at("value") == 3 * price - 50);
  auto ticket = client.get("/api/ticket/" + accepted.body.at("reqId").get<std::string>()).body;
  CHECK(ticket.at("lines") == lines);
  CHECK(ticket.at("amount").at("value") == 3 * price - 50);
}

TEST_CASE("sales: without price types a line is a seat and its price") {
  gateway_fixture cinema;
  auto client = cinema.client();
  cinema.open_show("s");
  auto accepted = ask(client, {"A7"});
  REQUIRE(accepted.status == 202);
  CHECK(accepted.body.at("lines") ==
        json{{{"seat", "A7"}, {"price", accepted.body.at("amount").at("value")}}});
  auto refused = ask(client, {{{"seat", "A8"}, {"type", "CHILD"}}});
  boxoffice::tests::check_code(refused, 422, "INVALID_REQUEST");
  CHECK(refused.body.at("errors").at(0).at("field") == "seats[0].type");
}

TEST_CASE("sales: a show and its available seats say types, zone and attributes") {
  gateway_fixture cinema;
  auto client = cinema.client();
  const auto body = priced_hall();
  REQUIRE(open(client, body).status == 201);
  REQUIRE(open(client, body).status == 200);
  auto show = client.get("/api/movieshow/s").body;
  CHECK(show.at("timeZone") == "Asia/Kolkata");
  CHECK(show.at("priceTypes") == priced_hall().at("priceTypes"));
  CHECK(show.at("rows").at(0).at("seats") ==
        json{{{"id", "A1"}, {"attributes", {"wheelchair", "companion"}}},
             "A2",
             nullptr,
             "A3",
             {{"id", "A4"}, {"attributes", {"restricted_view"}}}});
  auto available = client.get("/api/movieshow/s/seatsavailable").body;
  CHECK(available.at("priceTypes") == priced_hall().at("priceTypes"));
  CHECK(available.at("availableSeats").at(0).at("attributes") == json{"wheelchair", "companion"});
  CHECK_FALSE(available.at("availableSeats").at(1).contains("attributes"));
  auto listed = client.get("/api/movieshow").body.at("shows").at(0);
  CHECK(listed.at("timeZone") == "Asia/Kolkata");
  CHECK_FALSE(listed.contains("priceTypes"));
}

TEST_CASE("sales: a show and the list of shows have what the programme says of the movie") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto body = hall(2, 4);
  const json said{{"poster", "https://img.example/a.jpg"},
                  {"runningTime", 153},
                  {"rating", "U/A 13+"},
                  {"language", "hi"}};
  body.update(said);
  body["rows"][0]["offset"] = 12;
  body["rows"][1]["offset"] = 0;
  REQUIRE(open(client, body).status == 201);
  REQUIRE(open(client, body).status == 200);
  auto show = client.get("/api/movieshow/s").body;
  auto listed = client.get("/api/movieshow").body.at("shows").at(0);
  for (const auto& [name, value] : said.items()) {
    CHECK(show.at(name) == value);
    CHECK(listed.at(name) == value);
  }
  CHECK(show.at("rows").at(0).at("offset") == 12);
  CHECK(show.at("rows").at(1).at("offset") == 0);
  body["language"] = "en-a";
  auto refused = client.put("/api/movieshow/t", body, as_operator());
  boxoffice::tests::check_code(refused, 422, "INVALID_REQUEST");
  CHECK(refused.body.at("errors").at(0).at("field") == "language");
}

TEST_CASE("sales: before opensAt a booking is refused with the time to wait") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto body = hall(1, 4);
  body["opensAt"] = "2098-01-01T00:00:00Z";
  body["startsAt"] = "2099-01-01T00:00:00Z";
  REQUIRE(open(client, body).status == 201);
  auto refused = ask(client, {"A1"});
  boxoffice::tests::check_code(refused, 409, "SALES_NOT_OPEN");
  CHECK(refused.body.at("opensAt") == "2098-01-01T00:00:00.000Z");
  auto wait = std::stoll(refused.header("Retry-After"));
  auto opens_at = 4'039'372'800; // 2098-01-01, in seconds
  CHECK(std::abs(opens_at - boxoffice::tests::unix_seconds() - wait) < 3'600);
}

TEST_CASE("sales: a customer may not have more seats than the show allows") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto body = hall(1, 4);
  body["maxSeatsPerCustomer"] = 2;
  REQUIRE(open(client, body).status == 201);
  REQUIRE(ask(client, {"A1"}).status == 202);
  auto refused = ask(client, {"A2", "A3"});
  boxoffice::tests::check_code(refused, 409, "CUSTOMER_LIMIT");
  CHECK(refused.body.at("limit") == 2);
  CHECK(refused.body.at("have") == 1);
}

TEST_CASE("sales: a show without a time zone gets that of the settings, which pages see too") {
  auto options = usual_options();
  options.time_zone = "Europe/Berlin";
  gateway_fixture cinema{options};
  auto client = cinema.client();
  CHECK(client.get("/api/settings").body.at("cinema").at("timeZone") == "Europe/Berlin");
  auto body = hall(1, 4);
  body.erase("timeZone");
  REQUIRE(open(client, body).status == 201);
  CHECK(client.get("/api/movieshow/s").body.at("timeZone") == "Europe/Berlin");
  CHECK(open(client, body).status == 200);
  body["timeZone"] = "Europe/Paris";
  boxoffice::tests::check_code(open(client, body), 409, "SHOW_EXISTS");
  body["timeZone"] = "Europe/Nowhere";
  CHECK(client.put("/api/movieshow/t", body, as_operator()).status == 422);
}

TEST_CASE("sales: each new member of a show's body is checked by name") {
  CHECK(faults_of(priced_hall()).empty());
  for (const auto* name : {"timeZone", "opensAt", "priceTypes", "maxSeatsPerCustomer",
                           "singleSeats", "poster", "runningTime", "rating", "language"}) {
    CHECK(faults_of(changed((std::string{"/"} + name).c_str(), nullptr)).empty());
    CHECK(faults_of(changed((std::string{"/"} + name).c_str(), true)) == std::string{name} + ' ');
  }
  CHECK(faults_of(changed("/singleSeats", "refuse")).empty());
  CHECK(faults_of(changed("/singleSeats", "maybe")) == "singleSeats ");
  CHECK(faults_of(changed("/rows/0/offset", nullptr)).empty());
  CHECK(faults_of(changed("/rows/0/offset", "5")) == "rows[0].offset ");
  CHECK(faults_of(changed("/rows/0/offset", 51)) == "rows[0].offset ");
  CHECK(faults_of(changed("/runningTime", 0)) == "runningTime ");
  CHECK(faults_of(changed("/poster", "http://img.example/a.jpg")) == "poster ");
  CHECK(faults_of(changed("/priceTypes", json::array())) == "priceTypes ");
  CHECK(faults_of(changed("/priceTypes/0/colour", 1)) == "priceTypes[0].colour ");
  CHECK(faults_of(changed("/priceTypes/1/price", -10'000'000)) == "priceTypes[1].price ");
  CHECK(faults_of(changed("/rows/0/seats/0/attributes/1", "sofa")) ==
        "rows[0].seats[0].attributes[1] ");
  CHECK(faults_of(changed("/rows/0/seats/0/attributes/1", "wheelchair")) ==
        "rows[0].seats[0].attributes[1] ");
  CHECK(faults_of(changed("/rows/0/seats/0/width", 2)) == "rows[0].seats[0].width ");
  CHECK(faults_of(changed("/rows/0/seats/0/id", false)) == "rows[0].seats[0].id ");
}

} // namespace boxoffice::http::tests
