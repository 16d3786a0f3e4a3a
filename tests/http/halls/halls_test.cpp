// Templates of halls: GET, PUT and DELETE /api/hall.
#include "http/api/halls/hall_json.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::check_code;

namespace {

json regal() {
  return json::parse(R"({
    "name": "Regal 1",
    "classes": [{"id": "GOLD", "name": "Gold", "price": -500}],
    "rows": [{"row": "A", "class": "GOLD", "seats": ["A1", null, "A2"]},
             {"row": "B", "class": "GOLD", "seats": 3}],
    "blocked": ["A2", "B3"],
    "timeZone": "Asia/Kolkata"
  })");
}

json as_kept(std::uint64_t version) {
  auto kept = regal();
  kept["id"] = "regal";
  kept["version"] = version;
  kept["rows"][1]["seats"] = json::array({"B1", "B2", "B3"});
  return kept;
}

/// Checks that the body is refused because of that member alone.
void check_hall_refused(http_client& client, const json& body, const std::string& field) {
  auto got = client.put("/api/hall/regal", body, as_operator());
  CAPTURE(got.summary());
  check_code(got, 422, "INVALID_REQUEST");
  REQUIRE(got.body.at("errors").size() == 1);
  CHECK(got.body.at("errors")[0].at("field") == field);
}

json hall_with(const std::string& pointer, const json& value) {
  auto body = regal();
  body[json::json_pointer{pointer}] = value;
  return body;
}

} // namespace

TEST_CASE("halls: one is made, read, changed and removed") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto made = client.put("/api/hall/regal", regal(), as_operator());
  CHECK(made.status == 201);
  CHECK(made.body == as_kept(1));
  CHECK(client.get("/api/hall/regal", as_operator()).body == as_kept(1));
  auto again = client.put("/api/hall/regal", regal(), as_operator());
  CHECK(again.status == 200);
  CHECK(again.body == as_kept(1));

  auto changed = regal();
  changed["name"] = "Regal";
  changed["version"] = 1;
  changed.erase("blocked");
  changed["timeZone"] = nullptr;
  auto got = client.put("/api/hall/regal", changed, as_operator());
  CHECK(got.status == 200);
  CHECK(got.body.at("version") == 2);
  CHECK_FALSE(got.body.contains("blocked"));
  CHECK_FALSE(got.body.contains("timeZone"));
  CHECK(client.get("/api/hall/regal", as_operator()).body == got.body);

  auto removed = client.send("DELETE", "/api/hall/regal", {}, as_operator());
  CHECK(removed.status == 200);
  CHECK(removed.body == json::object());
  check_code(client.get("/api/hall/regal", as_operator()), 404, "HALL_NOT_FOUND");
  check_code(client.send("DELETE", "/api/hall/regal", {}, as_operator()), 404, "HALL_NOT_FOUND");
}

TEST_CASE("halls: a change of another version is refused and names the present one") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto body = regal();
  body["version"] = 1;
  check_code(client.put("/api/hall/regal", body, as_operator()), 404, "HALL_NOT_FOUND");
  body["version"] = 0;
  CHECK(client.put("/api/hall/regal", body, as_operator()).status == 201);
  body["name"] = "Regal";
  for (int version : {0, 2, 100}) {
    body["version"] = version;
    auto refused = client.put("/api/hall/regal", body, as_operator());
    check_code(refused, 409, "HALL_CHANGED");
    CHECK(refused.body.at("version") == 1);
  }
  body["version"] = 1;
  CHECK(client.put("/api/hall/regal", body, as_operator()).body.at("version") == 2);
  check_code(client.put("/api/hall/regal", body, as_operator()), 409, "HALL_CHANGED");
}

TEST_CASE("halls: the list is in the order of the ids, in pages") {
  gateway_fixture cinema;
  auto client = cinema.client();
  CHECK(client.get("/api/hall", as_operator()).body == json{{"halls", json::array()}});
  for (const auto* id : {"roxy", "regal", "ambo"})
    CHECK(client.put(std::string{"/api/hall/"} + id, regal(), as_operator()).status == 201);
  auto first = client.get("/api/hall?limit=2", as_operator());
  CHECK(first.status == 200);
  CHECK(first.body.at("halls") ==
        json{{{"id", "ambo"}, {"name", "Regal 1"}, {"seats", 5}, {"version", 1}},
             {{"id", "regal"}, {"name", "Regal 1"}, {"seats", 5}, {"version", 1}}});
  auto next = first.body.at("next").get<std::string>();
  auto last = client.get("/api/hall?limit=2&after=" + next, as_operator());
  CHECK(last.body.at("halls").size() == 1);
  CHECK(last.body.at("halls")[0].at("id") == "roxy");
  CHECK_FALSE(last.body.contains("next"));
  check_code(client.get("/api/hall?limit=0", as_operator()), 422, "INVALID_REQUEST");
  check_code(client.get("/api/hall?after=a.b", as_operator()), 422, "INVALID_REQUEST");
}

TEST_CASE("halls: classes, rows and blocked seats are checked, and unknown members refused") {
  gateway_fixture cinema;
  auto client = cinema.client();
  check_hall_refused(client, hall_with("/movie", "Arrival"), "movie");
  check_hall_refused(client, hall_with("/rows/0/colour", "red"), "rows[0].colour");
  check_hall_refused(client, hall_with("/name", ""), "name");
  check_hall_refused(client, hall_with("/name", 7), "name");
  check_hall_refused(client, hall_with("/classes/0/name", "Go\nld"), "classes[0].name");
  check_hall_refused(client, hall_with("/rows/1/class", "NONE"), "rows[1].class");
  check_hall_refused(client, hall_with("/rows/0/seats/2", "A1"), "rows[0].seats[2]");
  check_hall_refused(client, hall_with("/rows/1/seats", 10'001), "rows[1].seats");
  check_hall_refused(client, hall_with("/timeZone", "Mars/Base"), "timeZone");
  check_hall_refused(client, hall_with("/blocked", json::array({"A2", "Z9"})), "blocked[1]");
  check_hall_refused(client, hall_with("/blocked", json::array({"A2", "A2"})), "blocked[1]");
  check_hall_refused(client, hall_with("/blocked", json::array({true})), "blocked[0]");
  check_hall_refused(client, hall_with("/version", -1), "version");
  auto without_rows = regal();
  without_rows.erase("rows");
  check_hall_refused(client, without_rows, "rows");
  check_code(client.put("/api/hall/a.b", regal(), as_operator()), 422, "INVALID_REQUEST");
  check_code(client.get("/api/hall/a.b", as_operator()), 404, "HALL_NOT_FOUND");
  check_code(client.send("DELETE", "/api/hall/a.b", {}, as_operator()), 404, "HALL_NOT_FOUND");
  check_code(client.put("/api/hall/regal?now=", regal(), as_operator()), 422, "INVALID_REQUEST");
  check_code(client.get("/api/hall/regal", as_operator()), 404, "HALL_NOT_FOUND");
}

TEST_CASE("halls: they are for the operator only") {
  gateway_fixture cinema;
  auto client = cinema.client();
  check_code(client.get("/api/hall"), 401, "UNAUTHENTICATED");
  check_code(client.get("/api/hall/regal"), 401, "UNAUTHENTICATED");
  check_code(client.put("/api/hall/regal", regal()), 401, "UNAUTHENTICATED");
  check_code(client.send("DELETE", "/api/hall/regal", {}, {}), 401, "UNAUTHENTICATED");
}

TEST_CASE("halls: there are a thousand at most") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (std::size_t i = 0; i < storage::most_halls; ++i)
    REQUIRE(client.put("/api/hall/h" + std::to_string(i), regal(), as_operator()).status == 201);
  check_code(client.put("/api/hall/one-more", regal(), as_operator()), 409, "HALL_LIMIT");
  CHECK(client.put("/api/hall/h5", hall_with("/name", "Roxy"), as_operator()).status == 200);
  CHECK(client.send("DELETE", "/api/hall/h7", {}, as_operator()).status == 200);
  CHECK(client.put("/api/hall/one-more", regal(), as_operator()).status == 201);
}

} // namespace boxoffice::http::tests
