#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// The body of GET for `detailed_hall` after it was opened as `id`.
json detailed_show(const std::string& id) {
  auto show = detailed_hall();
  show["id"] = id;
  show["status"] = "OPEN";
  show["version"] = 1;
  show["startsAt"] = "2099-12-24T18:30:00.000Z";
  show["salesCloseAt"] = "2099-12-24T18:00:00.000Z";
  show["rows"][1]["seats"] = {"B1", "B2", "B3"};
  return show;
}

} // namespace

TEST_CASE("show: it is opened once, repeating it is accepted, another layout is a conflict") {
  cinema_fixture cinema{server_binary()};
  const auto put = [&](const json& body) {
    return cinema.client().put("/api/movieshow/metro", body, as_operator());
  };
  CHECK(put(detailed_hall()).status == 201);
  CHECK(put(detailed_hall()).status == 200);
  auto expanded = detailed_hall();
  expanded["rows"][1]["seats"] = {"B1", "B2", "B3"};
  CHECK(put(expanded).status == 200);
  CHECK(cinema.version("metro") == 1);
  const json changes = {{"movie", "Nosferatu"}, {"price", 901}};
  for (const auto& [member, value] : changes.items()) {
    auto other = detailed_hall();
    other[member] = value;
    const auto got = put(other);
    CHECK(got.status == 409);
    CHECK(got.code() == "SHOW_EXISTS");
  }
  cinema.restart();
  CHECK(put(detailed_hall()).status == 200);
}

TEST_CASE("show: its body has the whole layout, lists leave that out") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("metro", detailed_hall());
  const auto got = cinema.client().get("/api/movieshow/metro");
  CHECK(got.status == 200);
  auto expected = detailed_show("metro");
  CHECK(got.body == expected);
  const auto list = cinema.client().get("/api/movieshow");
  expected.erase("rows");
  expected.erase("classes");
  expected["seatsTotal"] = 6;
  expected["seatsAvailable"] = 6;
  CHECK(list.status == 200);
  CHECK(list.body == json{{"shows", {expected}}});

  auto plain = hall(1, 2);
  cinema.open_show("plain", plain);
  const auto filled_in = cinema.client().get("/api/movieshow/plain").body;
  CHECK(filled_in.at("salesCloseAt") == filled_in.at("startsAt"));
  CHECK(filled_in.at("startsAt") == plain.at("startsAt"));
}

TEST_CASE("show: lists are ordered by id and paged") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.client().get("/api/movieshow").body == json{{"shows", json::array()}});
  json batch = json::array();
  std::vector<std::string> ids;
  for (int i = 0; i < 250; ++i) {
    ids.push_back("s" + std::to_string(i));
    auto item = hall(1, 2);
    item["id"] = ids.back();
    batch.push_back(item);
  }
  std::sort(ids.begin(), ids.end());
  CHECK(cinema.operate("/api/movieshow", batch).status == 200);
  const auto first = cinema.client().get("/api/movieshow").body;
  CHECK(first.at("shows").size() == 100);
  CHECK(first.contains("next"));
  for (const unsigned limit : {1000U, 125U, 50U, 7U}) {
    const auto all = all_pages(cinema.client(), "/api/movieshow", "shows", limit, {});
    REQUIRE(all.size() == ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
      CHECK(all[i].at("id") == ids[i]);
  }
}

TEST_CASE("show: a batch has a result for each item, as PUT would return") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("there", detailed_hall());
  auto fresh = detailed_hall();
  fresh["id"] = "fresh";
  auto same = detailed_hall();
  same["id"] = "there";
  auto other = hall(1, 3);
  other["id"] = "there";
  auto wrong = detailed_hall();
  wrong["id"] = "wrong";
  wrong["price"] = -1;
  const auto got = cinema.operate("/api/movieshow", {fresh, same, other, wrong});
  CHECK(got.status == 200);
  CHECK(got.body.at("results") ==
        json{{{"id", "fresh"}, {"status", 201}},
             {{"id", "there"}, {"status", 200}},
             {{"id", "there"}, {"status", 409}, {"code", "SHOW_EXISTS"}},
             {{"id", "wrong"}, {"status", 422}, {"code", "INVALID_REQUEST"}}});
  CHECK(cinema.client().get("/api/movieshow/fresh").status == 200);
  CHECK(cinema.client().get("/api/movieshow/wrong").status == 404);
}

TEST_CASE("show: available seats are listed with row, number, class and price") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("metro", detailed_hall());
  cinema.confirmed("metro", {"A2"});
  const auto got = cinema.client().get("/api/movieshow/metro/seatsavailable");
  CHECK(got.status == 200);
  CHECK(got.body.at("movieShowId") == "metro");
  CHECK(got.body.at("version") == 3);
  CHECK(got.body.at("classes") == detailed_hall().at("classes"));
  const auto seat = [](const char* id, const char* row, int number, const char* of, int price) {
    return json{{"seatId", id}, {"row", row}, {"number", number}, {"class", of}, {"price", price}};
  };
  CHECK(got.body.at("availableSeats") ==
        json{seat("A1", "A", 1, "BOX", 1500), seat("A3", "A", 3, "BOX", 1500),
             seat("B1", "B", 1, "STALLS", 900), seat("B2", "B", 2, "STALLS", 900),
             seat("B3", "B", 3, "STALLS", 900)});
}

TEST_CASE("show: the seat map shows every state and has the version as its ETag") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("map", hall(1, 6));
  cinema.paid("map", {"A1"}, "p1");
  cinema.confirmed("map", {"A2"});
  CHECK(cinema.operate("/api/movieshow/map/block", {{"seats", {"A3"}}}).status == 200);
  cinema.options().set["review.interval"] = "10m";
  cinema.options().set["review.hold"] = "20m";
  cinema.restart();
  cinema.book("map", {"A4"});
  const auto got = cinema.client().get("/api/movieshow/map/seats");
  CHECK(got.status == 200);
  CHECK(got.body.at("movieShowId") == "map");
  CHECK(got.body.at("seats") == json{{"A1", "sold"},
                                     {"A2", "held"},
                                     {"A3", "blocked"},
                                     {"A4", "in_review"},
                                     {"A5", "available"},
                                     {"A6", "available"}});
  const auto etag = got.header("ETag");
  CHECK(etag == "\"" + got.body.at("version").dump() + "\"");

  for (const auto& known : {etag, "\"x\", " + etag, "W/" + etag, std::string{"*"}}) {
    CAPTURE(known);
    const auto same = cinema.client().get("/api/movieshow/map/seats", {{"If-None-Match", known}});
    CHECK(same.status == 304);
    CHECK(same.text.empty());
    CHECK(same.header("ETag") == etag);
  }
  cinema.book("map", {"A5"});
  const auto changed = cinema.client().get("/api/movieshow/map/seats", {{"If-None-Match", etag}});
  CHECK(changed.status == 200);
  CHECK(changed.header("ETag") != etag);
}

TEST_CASE("show: sales are paused and resumed, a repetition makes no event") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("stop", hall(1, 6));
  const auto held = cinema.confirmed("stop", {"A1"});
  const auto version = cinema.version("stop");
  for (int i = 0; i < 2; ++i) {
    const auto paused = cinema.operate("/api/movieshow/stop/pause");
    CHECK(paused.status == 200);
    CHECK(paused.body == cinema.client().get("/api/movieshow/stop").body);
    CHECK(paused.body.at("status") == "PAUSED");
    CHECK(paused.body.at("version") == version + 1);
  }
  const auto refused = cinema.ask("stop", {"A2"});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "SALES_CLOSED");
  CHECK(cinema.notify(cinema.payment_for(held, "p1")).body.at("outcome") == "PAID");
  for (int i = 0; i < 2; ++i)
    CHECK(cinema.operate("/api/movieshow/stop/resume").body.at("status") == "OPEN");
  CHECK(cinema.version("stop") == version + 3); // paused, paid, resumed
  CHECK(cinema.ask("stop", {"A2"}).status == 202);
}

TEST_CASE("show: available seats are blocked and unblocked, those in use are not") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("some", hall(1, 6));
  cinema.confirmed("some", {"A1"});
  const auto version = cinema.version("some");
  const auto used = cinema.operate("/api/movieshow/some/block", {{"seats", {"A1", "A2"}}});
  CHECK(used.status == 409);
  CHECK(used.code() == "SEATS_UNAVAILABLE");
  CHECK(cinema.seat("some", "A2") == "available");
  CHECK(cinema.version("some") == version);
  for (int i = 0; i < 2; ++i) {
    const auto got = cinema.operate("/api/movieshow/some/block", {{"seats", {"A2", "A3"}}});
    CHECK(got.status == 200);
    CHECK(got.body == cinema.client().get("/api/movieshow/some").body);
    CHECK(got.body.at("version") == version + 1);
  }
  CHECK(cinema.seat("some", "A3") == "blocked");
  for (int i = 0; i < 2; ++i)
    CHECK(cinema.operate("/api/movieshow/some/unblock", {{"seats", {"A3"}}}).status == 200);
  CHECK(cinema.version("some") == version + 2);
  CHECK(cinema.seat("some", "A3") == "available");
  CHECK(cinema.operate("/api/movieshow/some/block", {{"seats", {"Z9"}}}).code() ==
        "INVALID_REQUEST");
}

TEST_CASE("show: a cancelled one sells nothing, has no seats and stays cancelled") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("off", hall(1, 6));
  for (int i = 0; i < 2; ++i) {
    const auto got = cinema.operate("/api/movieshow/off/cancel");
    CHECK(got.status == 200);
    CHECK(got.body.at("status") == "CANCELLED");
    CHECK(got.body.at("version") == 2);
  }
  CHECK(cinema.ask("off", {"A1"}).code() == "SALES_CLOSED");
  CHECK(cinema.client().get("/api/movieshow/off/seatsavailable").body.at("availableSeats").empty());
  const auto resumed = cinema.operate("/api/movieshow/off/resume");
  CHECK(resumed.status == 409);
  CHECK(resumed.code() == "SALES_CLOSED");
}

TEST_CASE("show: sales close at salesCloseAt while open bookings go on") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto body = hall(1, 6);
  const auto close_at = wall_now() + std::chrono::seconds{4};
  body["salesCloseAt"] = rfc3339(close_at);
  cinema.open_show("soon", body);
  const auto held = cinema.confirmed("soon", {"A1"});
  CHECK(cinema.client().get("/api/movieshow/soon").body.at("status") == "OPEN");
  wait_until(close_at);
  CHECK(cinema.ask("soon", {"A2"}).code() == "SALES_CLOSED");
  CHECK(cinema.client().get("/api/movieshow/soon").body.at("status") == "CLOSED");
  CHECK(cinema.notify(cinema.payment_for(held, "p1")).body.at("outcome") == "PAID");
}

} // namespace boxoffice::tests
