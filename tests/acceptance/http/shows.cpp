#include "tests/support/cinema/cinema.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// What GET tells of `detailed_hall` after it was opened as `id`.
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

TEST_CASE("show: it is opened once, the same again is fine, another layout is a conflict") {
  cinema house{server_binary()};
  const auto put = [&](const json& body) {
    return house.client().put("/api/movieshow/metro", body, as_operator());
  };
  CHECK(put(detailed_hall()).status == 201);
  CHECK(put(detailed_hall()).status == 200);
  auto expanded = detailed_hall();
  expanded["rows"][1]["seats"] = {"B1", "B2", "B3"};
  CHECK(put(expanded).status == 200);
  CHECK(house.version("metro") == 1);
  const json changes = {{"movie", "Nosferatu"}, {"price", 901}};
  for (const auto& [member, value] : changes.items()) {
    auto other = detailed_hall();
    other[member] = value;
    const auto got = put(other);
    CHECK(got.status == 409);
    CHECK(got.code() == "SHOW_EXISTS");
  }
  house.restart();
  CHECK(put(detailed_hall()).status == 200);
}

TEST_CASE("show: it is told with its whole layout, lists leave that out") {
  cinema house{server_binary()};
  house.open_show("metro", detailed_hall());
  const auto got = house.client().get("/api/movieshow/metro");
  CHECK(got.status == 200);
  auto expected = detailed_show("metro");
  CHECK(got.body == expected);
  const auto list = house.client().get("/api/movieshow");
  expected.erase("rows");
  expected.erase("classes");
  CHECK(list.status == 200);
  CHECK(list.body == json{{"shows", {expected}}});

  auto plain = hall(1, 2);
  house.open_show("plain", plain);
  const auto filled_in = house.client().get("/api/movieshow/plain").body;
  CHECK(filled_in.at("salesCloseAt") == filled_in.at("startsAt"));
  CHECK(filled_in.at("startsAt") == plain.at("startsAt"));
}

TEST_CASE("show: lists are ordered by id and paged") {
  cinema house{server_binary()};
  CHECK(house.client().get("/api/movieshow").body == json{{"shows", json::array()}});
  json batch = json::array();
  std::vector<std::string> ids;
  for (int i = 0; i < 250; ++i) {
    ids.push_back("s" + std::to_string(i));
    auto item = hall(1, 2);
    item["id"] = ids.back();
    batch.push_back(item);
  }
  std::sort(ids.begin(), ids.end());
  CHECK(house.operate("/api/movieshow", batch).status == 200);
  const auto first = house.client().get("/api/movieshow").body;
  CHECK(first.at("shows").size() == 100);
  CHECK(first.contains("next"));
  for (const unsigned limit : {1000U, 125U, 50U, 7U}) {
    const auto all = all_pages(house.client(), "/api/movieshow", "shows", limit, {});
    REQUIRE(all.size() == ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
      CHECK(all[i].at("id") == ids[i]);
  }
}

TEST_CASE("show: a batch answers each item as PUT would") {
  cinema house{server_binary()};
  house.open_show("there", detailed_hall());
  auto fresh = detailed_hall();
  fresh["id"] = "fresh";
  auto same = detailed_hall();
  same["id"] = "there";
  auto other = hall(1, 3);
  other["id"] = "there";
  auto wrong = detailed_hall();
  wrong["id"] = "wrong";
  wrong["price"] = -1;
  const auto got = house.operate("/api/movieshow", {fresh, same, other, wrong});
  CHECK(got.status == 200);
  CHECK(got.body.at("results") ==
        json{{{"id", "fresh"}, {"status", 201}},
             {{"id", "there"}, {"status", 200}},
             {{"id", "there"}, {"status", 409}, {"code", "SHOW_EXISTS"}},
             {{"id", "wrong"}, {"status", 422}, {"code", "INVALID_REQUEST"}}});
  CHECK(house.client().get("/api/movieshow/fresh").status == 200);
  CHECK(house.client().get("/api/movieshow/wrong").status == 404);
}

TEST_CASE("show: available seats are told with row, number, class and price") {
  cinema house{server_binary(), quick_reviews()};
  house.open_show("metro", detailed_hall());
  house.confirmed("metro", {"A2"});
  const auto got = house.client().get("/api/movieshow/metro/seatsavailable");
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
  cinema house{server_binary(), quick_reviews()};
  house.open_show("map", hall(1, 6));
  house.paid("map", {"A1"}, "p1");
  house.confirmed("map", {"A2"});
  CHECK(house.operate("/api/movieshow/map/block", {{"seats", {"A3"}}}).status == 200);
  house.options().set["review.interval"] = "10m";
  house.options().set["review.hold"] = "20m";
  house.restart();
  house.book("map", {"A4"});
  const auto got = house.client().get("/api/movieshow/map/seats");
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
    const auto same = house.client().get("/api/movieshow/map/seats", {{"If-None-Match", known}});
    CHECK(same.status == 304);
    CHECK(same.text.empty());
    CHECK(same.header("ETag") == etag);
  }
  house.book("map", {"A5"});
  const auto changed = house.client().get("/api/movieshow/map/seats", {{"If-None-Match", etag}});
  CHECK(changed.status == 200);
  CHECK(changed.header("ETag") != etag);
}

TEST_CASE("show: sales are paused and resumed, said twice without an event") {
  cinema house{server_binary(), quick_reviews()};
  house.open_show("stop", hall(1, 6));
  const auto held = house.confirmed("stop", {"A1"});
  const auto version = house.version("stop");
  for (int i = 0; i < 2; ++i) {
    const auto paused = house.operate("/api/movieshow/stop/pause");
    CHECK(paused.status == 200);
    CHECK(paused.body == house.client().get("/api/movieshow/stop").body);
    CHECK(paused.body.at("status") == "PAUSED");
    CHECK(paused.body.at("version") == version + 1);
  }
  const auto refused = house.ask("stop", {"A2"});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "SALES_CLOSED");
  CHECK(house.notify(house.payment_for(held, "p1")).body.at("outcome") == "PAID");
  for (int i = 0; i < 2; ++i)
    CHECK(house.operate("/api/movieshow/stop/resume").body.at("status") == "OPEN");
  CHECK(house.version("stop") == version + 3); // paused, paid, resumed
  CHECK(house.ask("stop", {"A2"}).status == 202);
}

TEST_CASE("show: available seats are blocked and unblocked, those in use are not") {
  cinema house{server_binary(), quick_reviews()};
  house.open_show("some", hall(1, 6));
  house.confirmed("some", {"A1"});
  const auto version = house.version("some");
  const auto used = house.operate("/api/movieshow/some/block", {{"seats", {"A1", "A2"}}});
  CHECK(used.status == 409);
  CHECK(used.code() == "SEATS_UNAVAILABLE");
  CHECK(house.seat("some", "A2") == "available");
  CHECK(house.version("some") == version);
  for (int i = 0; i < 2; ++i) {
    const auto got = house.operate("/api/movieshow/some/block", {{"seats", {"A2", "A3"}}});
    CHECK(got.status == 200);
    CHECK(got.body == house.client().get("/api/movieshow/some").body);
    CHECK(got.body.at("version") == version + 1);
  }
  CHECK(house.seat("some", "A3") == "blocked");
  for (int i = 0; i < 2; ++i)
    CHECK(house.operate("/api/movieshow/some/unblock", {{"seats", {"A3"}}}).status == 200);
  CHECK(house.version("some") == version + 2);
  CHECK(house.seat("some", "A3") == "available");
  CHECK(house.operate("/api/movieshow/some/block", {{"seats", {"Z9"}}}).code() ==
        "INVALID_REQUEST");
}

TEST_CASE("show: a cancelled one sells nothing, has no seats and stays cancelled") {
  cinema house{server_binary(), quick_reviews()};
  house.open_show("off", hall(1, 6));
  for (int i = 0; i < 2; ++i) {
    const auto got = house.operate("/api/movieshow/off/cancel");
    CHECK(got.status == 200);
    CHECK(got.body.at("status") == "CANCELLED");
    CHECK(got.body.at("version") == 2);
  }
  CHECK(house.ask("off", {"A1"}).code() == "SALES_CLOSED");
  CHECK(house.client().get("/api/movieshow/off/seatsavailable").body.at("availableSeats").empty());
  const auto resumed = house.operate("/api/movieshow/off/resume");
  CHECK(resumed.status == 409);
  CHECK(resumed.code() == "SALES_CLOSED");
}

TEST_CASE("show: sales close at salesCloseAt while open bookings go on") {
  cinema house{server_binary(), quick_reviews()};
  auto body = hall(1, 6);
  const auto close_at = wall_now() + std::chrono::seconds{4};
  body["salesCloseAt"] = rfc3339(close_at);
  house.open_show("soon", body);
  const auto held = house.confirmed("soon", {"A1"});
  CHECK(house.client().get("/api/movieshow/soon").body.at("status") == "OPEN");
  wait_until(close_at);
  CHECK(house.ask("soon", {"A2"}).code() == "SALES_CLOSED");
  CHECK(house.client().get("/api/movieshow/soon").body.at("status") == "CLOSED");
  CHECK(house.notify(house.payment_for(held, "p1")).body.at("outcome") == "PAID");
}

} // namespace boxoffice::tests
