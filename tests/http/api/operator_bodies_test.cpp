#include "tests/http/gateway_fixture.hpp"
#include "tests/support/cinema/provider.hpp"
#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

/// Checks that the answer is 422 and names that member.
void check_unknown(const http_response& got, const std::string& member) {
  CAPTURE(got.summary());
  REQUIRE(got.status == 422);
  CHECK(got.code() == "INVALID_REQUEST");
  CHECK(std::ranges::any_of(got.body.at("errors"),
                            [&](const json& each) { return each.at("field") == member; }));
}

std::string rfc3339_in(std::chrono::hours away) {
  return boxoffice::tests::rfc3339(boxoffice::tests::wall_now() + away);
}

json hall_from(const std::string& starts_at) {
  auto body = hall(1, 5);
  body["startsAt"] = starts_at;
  return body;
}

} // namespace

TEST_CASE("operator's bodies: unknown members are refused and nothing is done") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto booked = client.post("/api/ticket/book", json::parse(booking_of("A1")));
  auto ticket = booked.header("Location");
  const json one_seat = {{"seats", {"A3"}}};
  const json misspelt_seats = {{"seat", "A3"}};
  check_unknown(client.post(ticket + "/cancel", misspelt_seats, as_operator()), "seat");
  const json moved = {{"seats", {"A3"}}, {"from", {"A1"}}};
  check_unknown(client.post(ticket + "/move", moved, as_operator()), "from");
  const json sold = {{"seats", {"A3"}}, {"method", "CASH"}, {"mail", "ann@example.com"}};
  check_unknown(client.post("/api/movieshow/s/sell", sold, as_operator()), "mail");
  const json wish = {{"bestAvailable", {{"count", 1}, {"row", "A"}}}, {"method", "CASH"}};
  check_unknown(client.post("/api/movieshow/s/sell", wish, as_operator()), "bestAvailable.row");
  for (const auto* what : {"pause", "resume", "cancel"})
    check_unknown(client.post(std::string{"/api/movieshow/s/"} + what, one_seat, as_operator()),
                  "seats");
  const json twice = {{"seats", {"A3"}}, {"reason", "broken"}};
  check_unknown(client.post("/api/movieshow/s/block", twice, as_operator()), "reason");
  check_unknown(client.post("/api/movieshow/s/unblock", twice, as_operator()), "reason");
  auto misspelt = hall(1, 5);
  misspelt["salesClosesAt"] = "2026-01-01T00:00:00Z";
  check_unknown(client.put("/api/movieshow/t", misspelt, as_operator()), "salesClosesAt");
  for (const auto* target :
       {"/api/refund", "/api/movieshow/s/events", "/api/movieshow/s/seats?seq=1"})
    check_unknown(client.send("GET", target, one_seat.dump(), as_operator(as_json)), "seats");
  check_unknown(client.send("DELETE", "/api/customer/ann%40example.com", one_seat.dump(),
                            as_operator(as_json)),
                "seats");
  CHECK(client.get(ticket).body.at("status") == "IN_REVIEW");
  CHECK(client.get("/api/movieshow/s").body.at("status") == "OPEN");
  CHECK(client.get("/api/movieshow/t").status == 404);
  CHECK(client.get("/api/movieshow/s/seats").body.at("seats").at("A3") == "available");
}

TEST_CASE("operator's queries: calls that change something refuse members and do nothing") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto ticket = client.post("/api/ticket/book", json::parse(booking_of("A1"))).header("Location");
  check_unknown(client.post_nothing(ticket + "/cancel?seats=A3", as_operator()), "seats");
  for (const auto* what : {"pause", "resume", "cancel"})
    check_unknown(
        client.post_nothing(std::string{"/api/movieshow/s/"} + what + "?now=", as_operator()),
        "now");
  const json one_seat = {{"seats", {"A3"}}};
  for (const auto* what : {"block", "unblock"})
    check_unknown(
        client.post(std::string{"/api/movieshow/s/"} + what + "?seats=A4", one_seat, as_operator()),
        "seats");
  check_unknown(client.put("/api/movieshow/t?salesClose=1", hall(1, 5), as_operator()),
                "salesClose");
  check_unknown(client.send("DELETE", "/api/customer/ann%40example.com?show=s", {}, as_operator()),
                "show");
  check_unknown(client.post("/api/movieshow?show=t", hall(1, 5), as_operator()), "show");
  CHECK(client.get(ticket).body.at("status") == "IN_REVIEW");
  CHECK(client.get("/api/movieshow/s").body.at("status") == "OPEN");
  CHECK(client.get("/api/movieshow/t").status == 404);
  CHECK(client.get("/api/movieshow/s/seats").body.at("seats").at("A3") == "available");
  CHECK(client.get("/api/refund?x=1", as_operator()).status == 200); // Changes nothing.
  CHECK(client.post_nothing(ticket + "/cancel?seats=A3").code() == "UNAUTHENTICATED");
  CHECK(client.post_nothing(ticket + "/cancel?", as_operator()).status == 200);
}

TEST_CASE("operator's bodies: an empty body and an empty object are valid if no member is known") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  const std::string pause = "/api/movieshow/s/pause";
  CHECK(client.post_nothing(pause, as_operator()).status == 200);
  CHECK(client.post(pause, json::object(), as_operator()).status == 200);
  CHECK(client.send("POST", pause, "{", as_operator(as_json)).code() == "MALFORMED_JSON");
  CHECK(client.send("POST", pause, "[]", as_operator(as_json)).code() == "INVALID_REQUEST");
  CHECK(client.send("POST", pause, "a=b", as_operator()).code() == "UNSUPPORTED_MEDIA_TYPE");
  CHECK(client.send("POST", pause, R"({"x":1})", {}).code() == "UNAUTHENTICATED");
}

TEST_CASE("operator's bodies: bodies of customers and providers may have further members") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto body = json::parse(booking_of("A1"));
  body["newsletter"] = true;
  auto booked = client.post("/api/ticket/book", body);
  REQUIRE(booked.status == 202);
  CHECK(client.send("DELETE", booked.header("Location"), R"({"x":1})", as_json).status == 200);
}

TEST_CASE("shows: one that starts or closes in the past is opened with a warning") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto warned = [](const http_response& got) {
    return got.body.contains("warnings") ? got.body.at("warnings").at(0).at("field") : json{};
  };
  auto past = client.put("/api/movieshow/past", hall_from(rfc3339_in(-1h)), as_operator());
  CHECK(past.status == 201);
  CHECK(warned(past) == "startsAt");
  auto same = past.body;
  for (const auto* member : {"id", "status", "version", "warnings"})
    same.erase(member);
  auto again = client.put("/api/movieshow/past", same, as_operator());
  CHECK(again.status == 200);
  CHECK(warned(again) == "startsAt");
  auto closed = hall_from(rfc3339_in(2h));
  closed["salesCloseAt"] = rfc3339_in(-1h);
  CHECK(warned(client.put("/api/movieshow/closed", closed, as_operator())) == "salesCloseAt");
  CHECK(warned(client.put("/api/movieshow/next", hall_from(rfc3339_in(1h)), as_operator())) ==
        json{});
  CHECK_FALSE(client.get("/api/movieshow/past").body.contains("warnings"));
  auto late = hall_from(rfc3339_in(1h));
  late["salesCloseAt"] = rfc3339_in(2h);
  CHECK(client.put("/api/movieshow/late", late, as_operator()).status == 422);
  auto entry = [](const char* id, json body) {
    body["id"] = id;
    return body;
  };
  auto batch = client.post("/api/movieshow",
                           json::array({entry("b1", hall_from(rfc3339_in(-1h))),
                                        entry("b2", hall_from(rfc3339_in(1h)))}),
                           as_operator());
  const auto& results = batch.body.at("results");
  CHECK(results.at(0).at("status") == 201);
  CHECK(results.at(0).at("warnings").at(0).at("field") == "startsAt");
  CHECK_FALSE(results.at(1).contains("warnings"));
}

TEST_CASE("callbacks: they count against the rate limit unless they are signed") {
  auto options = usual_options();
  options.limit_rate = true;
  options.rate = 0.001;
  options.burst = 5;
  gateway_fixture cinema{options};
  auto client = cinema.client();
  const boxoffice::tests::provider bank{"whsec_" + boxoffice::tests::base64(webhook_bytes)};
  const std::string text = R"({"reqId":"none.x"})";
  auto headers = bank.headers(text);
  headers.emplace_back("Content-Type", "application/json");
  auto callback = [&](const header_list& with) {
    return client.send("POST", "/api/payment/callback", text, with);
  };
  for (int i = 0; i < 20; ++i)
    CHECK(callback(headers).code() == "INVALID_REQUEST");
  for (int i = 0; i < 5; ++i)
    CHECK(callback(as_json).code() == "UNAUTHENTICATED");
  auto refused = callback(as_json);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK_FALSE(refused.header("Retry-After").empty());
  CHECK(client.get("/api/movieshow").code() == "RATE_LIMITED");
  CHECK(callback(headers).code() == "INVALID_REQUEST");
}

} // namespace boxoffice::http::tests
