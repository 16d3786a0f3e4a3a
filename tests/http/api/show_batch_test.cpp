#include "tests/http/gateway_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

json entry(const std::string& id, unsigned seats) {
  auto show = hall(1, 1);
  show["id"] = id;
  show["rows"][0]["seats"] = seats;
  return show;
}

} // namespace

TEST_CASE("batch of shows: large halls are opened one at a time, and all of them") {
  gateway_fixture cinema;
  auto batch = json::array();
  for (int i = 0; i < 40; ++i)
    batch.push_back(entry("hall-" + std::to_string(i), 10'000));
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(post("/api/movieshow", batch.dump(), token_line())));
  cinema.wait_for_append();
  auto client = cinema.client();
  CHECK(client.get("/healthz").status == 200);
  // Not opened yet: a show that is being opened does not reply before it is durable.
  CHECK(client.get("/api/movieshow/hall-2").code() == "SHOW_NOT_FOUND");
  cinema.let_go_log();
  auto got = connection.expect_response();
  REQUIRE(got.status == 200);
  REQUIRE(got.body.at("results").size() == 40);
  for (const auto& each : got.body.at("results"))
    CHECK(each.at("status") == 201);
  CHECK(client.get("/api/movieshow/hall-39").status == 200);
}

TEST_CASE("batch of shows: results come in the order of the entries") {
  gateway_fixture cinema;
  cinema.open_show("there");
  auto batch = json::array();
  for (int i = 0; i < 300; ++i)
    batch.push_back(i % 3 == 0   ? entry("small-" + std::to_string(i), 5)
                    : i % 3 == 1 ? entry("no id", 5)
                                 : entry("there", 7));
  auto got = cinema.client().post("/api/movieshow", batch, as_operator());
  REQUIRE(got.status == 200);
  REQUIRE(got.body.at("results").size() == 300);
  for (int i = 0; i < 300; ++i) {
    const auto& each = got.body.at("results")[static_cast<std::size_t>(i)];
    CHECK(each.at("id") == batch[static_cast<std::size_t>(i)].at("id"));
    CHECK(each.at("status") == (i % 3 == 0 ? 201 : i % 3 == 1 ? 422 : 409));
    if (i % 3 != 0)
      CHECK(each.at("code") == (i % 3 == 1 ? "INVALID_REQUEST" : "SHOW_EXISTS"));
  }
}

TEST_CASE("batch of shows: one that is all invalid gets a response, and so does an empty one") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  auto bad = json::array();
  for (int i = 0; i < 50; ++i)
    bad.push_back(i);
  for (const auto& body : {bad, json::array()}) {
    REQUIRE(connection.send(post("/api/movieshow", body.dump(), token_line())));
    auto got = connection.expect_response();
    CHECK(got.status == 200);
    CHECK(got.body.at("results").size() == body.size());
  }
}

} // namespace boxoffice::http::tests
