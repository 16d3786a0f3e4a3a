// PATCH /api/movieshow/{id}: a JSON merge patch of a show.
#include "http/api/json/show_patch.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/clock.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::check_code;
using boxoffice::tests::websocket_client;

namespace {

const header_list as_merge_patch{{"Content-Type", "application/merge-patch+json"}};

http_response patch(http_client& client, const json& changes) {
  return client.send("PATCH", "/api/movieshow/s", changes.dump(), as_operator(as_merge_patch));
}

/// The fields of the errors of a patch.
std::string wrong_in(const json& changes) {
  std::string fields;
  if (auto read = read_show_changes(changes.dump()); !read)
    for (const auto& error : read.error().errors)
      fields += error.field + ' ';
  return fields;
}

std::string in_hours(int hours) {
  return boxoffice::tests::rfc3339(boxoffice::tests::wall_now() + std::chrono::hours{hours});
}

} // namespace

TEST_CASE("patch: members that are given, removed and left out are told apart") {
  auto read = read_show_changes(R"({"movie":"M","price":5,"timeZone":null,"priceTypes":null,)"
                                R"("opensAt":"2030-01-01T00:00:00Z","singleSeats":"allow",)"
                                R"("poster":null,"runningTime":90,"language":"hi",)"
                                R"("rows":[{"row":"A","class":"GOLD","seats":2}]})");
  REQUIRE(read.has_value());
  CHECK(read->movie == "M");
  CHECK(read->price == 5);
  CHECK_FALSE(read->hall);
  REQUIRE(read->time_zone);
  CHECK_FALSE(*read->time_zone);
  REQUIRE(read->price_types);
  CHECK_FALSE(*read->price_types);
  CHECK(read->opens_at.value() == 1'893'456'000'000);
  CHECK(read->single_seats.value() == events::single_seats::allow);
  CHECK_FALSE(read->max_seats_per_customer);
  REQUIRE(read->poster);
  CHECK_FALSE(*read->poster);
  CHECK(read->running_time.value() == 90);
  CHECK(read->language.value() == "hi");
  CHECK_FALSE(read->rating);
  REQUIRE(read->rows);
  CHECK(read->rows->all().at(0).seats.at(1)->text == "A2");
  CHECK(read_show_changes("{}").value() == events::show_changes{});
}

TEST_CASE("patch: what is not a patch of a show is refused, member by member") {
  CHECK(wrong_in({{"currency", "INR"}}) == "currency ");
  CHECK(wrong_in({{"id", "s"}, {"currency", nullptr}}) == "id currency ");
  CHECK(wrong_in({{"movie", nullptr}, {"hall", 7}}) == "movie hall ");
  CHECK(wrong_in({{"startsAt", nullptr}, {"rows", nullptr}}) == "startsAt rows ");
  CHECK(wrong_in({{"startAt", "2030-01-01T00:00:00Z"}}) == "startAt ");
  CHECK(wrong_in({{"priceTypes", json::array()}}) == "priceTypes ");
  CHECK(wrong_in({{"singleSeats", "never"}}) == "singleSeats ");
  CHECK(wrong_in({{"classes", {{{"id", "GOLD"}, {"name", "Gold"}, {"colour", "red"}}}}}) ==
        "classes[0].price classes[0].colour ");
  CHECK_FALSE(read_show_changes("[]").has_value());
  CHECK_FALSE(read_show_changes("null").has_value());
}

TEST_CASE("patch: the answer is the changed show, and the same patch again changes nothing") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto client = cinema.client();
  auto before = client.get("/api/movieshow/s").body;
  auto got = patch(client, {{"hall", "Hall 2"}, {"maxSeatsPerCustomer", 4}});
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  auto expected = before;
  expected["hall"] = "Hall 2";
  expected["maxSeatsPerCustomer"] = 4;
  expected["version"] = 2;
  CHECK(got.body == expected);
  CHECK(client.get("/api/movieshow/s").body == expected);
  CHECK(patch(client, {{"hall", "Hall 2"}}).body == expected);
  CHECK(patch(client, json::object()).body == expected);
  CHECK(client.get("/api/movieshow").body.at("shows").at(0).at("hall") == "Hall 2");
  got = patch(client, {{"maxSeatsPerCustomer", nullptr}});
  CHECK_FALSE(got.body.contains("maxSeatsPerCustomer"));
}

TEST_CASE("patch: both types of body are taken, and no other") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto client = cinema.client();
  auto as = [&](const header_list& type) {
    return client.send("PATCH", "/api/movieshow/s", R"({"hall":"X"})", as_operator(type));
  };
  CHECK(as(as_json).status == 200);
  CHECK(as({{"Content-Type", "application/merge-patch+json; charset=utf-8"}}).status == 200);
  check_code(as(as_text), 415, "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("PUT", "/api/movieshow/s", "{}", as_operator(as_merge_patch)), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("PATCH", "/api/movieshow/s", R"({"hall":"X"})", as_merge_patch), 401,
             "UNAUTHENTICATED");
}

TEST_CASE("patch: refusals name what is wrong") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto client = cinema.client();
  check_code(
      client.send("PATCH", "/api/movieshow/none", R"({"hall":"X"})", as_operator(as_merge_patch)),
      404, "SHOW_NOT_FOUND");
  auto refused = patch(client, {{"price", -1}});
  check_code(refused, 422, "INVALID_REQUEST");
  CHECK(refused.body.at("errors").at(0).at("field") == "price");
  check_code(patch(client, {{"timeZone", "Europe/Nowhere"}}), 422, "INVALID_REQUEST");
  check_code(patch(client, {{"language", "en-a"}}), 422, "INVALID_REQUEST");
  REQUIRE(client.post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  const json one_row{{{"row", "A"}, {"class", "GOLD"}, {"seats", {"A2", "A3"}}}};
  refused = patch(client, {{"rows", one_row}});
  check_code(refused, 409, "SEATS_IN_USE");
  REQUIRE(refused.body.at("seats").size() == 1);
  CHECK(refused.body.at("seats").at(0).at("seat") == "A1");
  CHECK(refused.body.at("seats").at(0).at("reason") == "IN_REVIEW");
  CHECK(client.get("/api/movieshow/s").body.at("version") == 2);
  REQUIRE(client.post_nothing("/api/movieshow/s/cancel", as_operator()).status == 200);
  check_code(patch(client, {{"hall", "Hall 2"}}), 409, "SALES_CLOSED");
}

TEST_CASE("patch: a start in the past is taken with a warning, and a later one reopens the sales") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto client = cinema.client();
  auto past = patch(client, {{"startsAt", in_hours(-1)}});
  REQUIRE(past.status == 200);
  CHECK(past.body.at("warnings").at(0).at("field") == "startsAt");
  CHECK(past.body.at("status") == "CLOSED");
  auto later = patch(client, {{"startsAt", in_hours(2)}});
  CHECK_FALSE(later.body.contains("warnings"));
  CHECK(later.body.at("status") == "OPEN");
  CHECK(later.body.at("salesCloseAt") == later.body.at("startsAt"));
}

TEST_CASE("patch: watchers get all seats again, with the version that changed the show") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto client = cinema.client();
  websocket_client watcher{cinema.port(), "/ws/movieshow/s"};
  CHECK_FALSE(watcher.next().contains("showVersion"));
  const json one_row{{{"row", "A"}, {"class", "GOLD"}, {"seats", {"A2", "A3", "A1"}}}};
  REQUIRE(patch(client, {{"rows", one_row}}).status == 200);
  CHECK(watcher.next() ==
        json{{"version", 2},
             {"showVersion", 2},
             {"salesStatus", "OPEN"},
             {"seats", {{"A1", "available"}, {"A2", "available"}, {"A3", "available"}}}});
  REQUIRE(client.post("/api/ticket/book", json::parse(booking_of("A3"))).status == 202);
  CHECK(watcher.next() == json{{"version", 3}, {"changed", {{"A3", "in_review"}}}});
  websocket_client late{cinema.port(), "/ws/movieshow/s?after=1"};
  CHECK(late.next().at("showVersion") == 2);
}

} // namespace boxoffice::http::tests
