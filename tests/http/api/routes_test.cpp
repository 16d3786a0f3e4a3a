#include "http/api/routes.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::base64;
using boxoffice::tests::hmac_sha256;

namespace {

header_list signed_by_provider(const std::string& body, header_list headers) {
  auto time = std::to_string(boxoffice::tests::unix_seconds());
  headers.emplace_back("webhook-id", "m");
  headers.emplace_back("webhook-timestamp", time);
  headers.emplace_back("webhook-signature",
                       "v1," + base64(hmac_sha256(webhook_bytes, "m." + time + "." + body)));
  return headers;
}

route_match route_of(const std::string& target, verb method, bool sandbox = false,
                     const client_address& client = {}) {
  gateway_options options;
  options.sandbox = sandbox;
  return find_route(target, method, options, client);
}

} // namespace

TEST_CASE("routes: a path and a method lead to one handler with the path's parameters") {
  CHECK(route_of("/api/ticket/book", verb::post).to->path == "/api/ticket/book");
  auto ticket = route_of("/api/ticket/s.x%20y/history?a=b", verb::head);
  REQUIRE(ticket.to != nullptr);
  CHECK(ticket.to->path == "/api/ticket/{}/history");
  CHECK(ticket.args == std::vector<std::string>{"s.x y"});
}

TEST_CASE("routes: a path lists its methods for any other, an unknown path lists none") {
  auto show = route_of("/api/movieshow/s", verb::delete_);
  CHECK(show.to == nullptr);
  CHECK(show.allowed == "GET, HEAD, PUT, PATCH");
  CHECK(route_of("/healthz", verb::unknown).allowed == "GET, HEAD");
  for (const auto* path : {"/api", "/api/movieshow/s/seats/x", "/healthz/", "//healthz", "/HEALTHZ",
                           "/api/../healthz", "*", "", "/%", "/api/sandbox/pay"}) {
    auto none = route_of(path, verb::post);
    CHECK(none.to == nullptr);
    CHECK(none.allowed.empty());
  }
  CHECK(route_of("/api/sandbox/pay", verb::post, true).to != nullptr);
}

TEST_CASE("routes: a literal segment is not a parameter of another route") {
  for (auto other : {verb::get, verb::delete_, verb::put}) {
    auto none = route_of("/api/ticket/book?x=1", other);
    CHECK(none.to == nullptr);
    CHECK(none.allowed == "POST");
  }
}

TEST_CASE("routes: a seat map's query for a past state leads to another route") {
  CHECK(route_of("/api/movieshow/s/seats", verb::get).to->who == caller::anyone);
  CHECK(route_of("/api/movieshow/s/seats?x=1", verb::head).to->who == caller::anyone);
  for (const auto* query : {"?seq", "?at=", "?x=1&at=&seq="})
    CHECK(route_of(std::string{"/api/movieshow/s/seats"} + query, verb::get).to->who ==
          caller::anyone);
  for (const auto* query : {"?at=now", "?seq=1", "?x=1&at=&at=2", "?%61t=1"}) {
    CAPTURE(query);
    auto past = route_of(std::string{"/api/movieshow/s/seats"} + query, verb::get);
    CHECK(past.to->who == caller::operator_);
    CHECK(route_of(std::string{"/api/movieshow/s/seats"} + query, verb::put).allowed ==
          "GET, HEAD");
  }
}

TEST_CASE("routes: some exist at the control socket only") {
  CHECK(route_of("/api/backup", verb::post, false, {{}, true}).to != nullptr);
  CHECK(route_of("/api/backup", verb::post).to == nullptr);
  CHECK(route_of("/api/backup", verb::get).allowed.empty());
}

TEST_CASE("routes: 405 lists in Allow what the path accepts") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto refused = client.send("PATCH", "/api/movieshow", "", {});
  check_code(refused, 405, "METHOD_NOT_ALLOWED");
  CHECK(refused.header("Allow") == "GET, HEAD, POST");
  check_code(client.send("BREW", "/healthz", "", {}), 405, "METHOD_NOT_ALLOWED");
  check_code(client.get("/api/sandbox/pay"), 404, "NOT_FOUND");
}

TEST_CASE("order of checks: each comes before the next when all fail at once") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  const std::string too_large(2U << 20U, ' ');
  const std::string no_json = "{";
  const std::string invalid_body = "{}";
  const std::string show = "/api/movieshow/none/block";
  check_code(client.send("POST", "/api/nothing", too_large, as_text), 404, "NOT_FOUND");
  check_code(client.send("PUT", show, too_large, as_text), 405, "METHOD_NOT_ALLOWED");
  check_code(client.send("POST", show, too_large, as_text), 413, "BODY_TOO_LARGE");
  check_code(client.send("POST", show, no_json, as_text), 401, "UNAUTHENTICATED");
  check_code(client.send("POST", show, no_json, as_operator(as_text)), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("POST", show, no_json, as_operator(as_json)), 400, "MALFORMED_JSON");
  check_code(client.send("POST", show, invalid_body, as_operator(as_json)), 422, "INVALID_REQUEST");
  check_code(client.post(show, {{"seats", {"Z1"}}}, as_operator()), 404, "SHOW_NOT_FOUND");

  const std::string callback = "/api/payment/callback";
  check_code(client.send("POST", callback, no_json, as_text), 401, "UNAUTHENTICATED");
  check_code(client.send("POST", callback, no_json, signed_by_provider(no_json, as_text)), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("POST", callback, no_json, signed_by_provider(no_json, as_json)), 400,
             "MALFORMED_JSON");
  check_code(client.send("POST", callback, invalid_body, signed_by_provider(invalid_body, as_json)),
             422, "INVALID_REQUEST");
}

TEST_CASE("book: an Idempotency-Key that is empty, too long, unprintable or repeated is invalid") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto body = json::parse(booking_of("A1"));
  for (const std::string& key :
       {std::string{}, std::string{"two words"}, std::string(256, 'k'), std::string{"\xc3\xa4"}}) {
    auto refused = client.post("/api/ticket/book", body, {{"Idempotency-Key", key}});
    check_code(refused, 422, "INVALID_REQUEST");
    CHECK(refused.body.at("errors").at(0).at("field") == "Idempotency-Key");
  }
  check_code(
      client.post("/api/ticket/book", body, {{"Idempotency-Key", "k"}, {"Idempotency-Key", "l"}}),
      422, "INVALID_REQUEST");
  auto first = client.post("/api/ticket/book", body, {{"Idempotency-Key", std::string(255, 'k')}});
  auto again = client.post("/api/ticket/book", body, {{"idempotency-key", std::string(255, 'k')}});
  CHECK(first.status == 202);
  CHECK(again.text == first.text);
  CHECK(again.header("Location") == first.header("Location"));
}

TEST_CASE("seats: the version is the ETag, and a client that has it gets 304 until it changes") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto map = client.get("/api/movieshow/s/seats");
  auto etag = map.header("ETag");
  CHECK(etag == '"' + map.body.at("version").dump() + '"');
  auto same = client.get("/api/movieshow/s/seats", {{"If-None-Match", "W/" + etag}});
  CHECK(same.status == 304);
  CHECK(same.text.empty());
  CHECK(same.header("ETag") == etag);
  CHECK(client.post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  CHECK(client.get("/api/movieshow/s/seats", {{"If-None-Match", etag}}).status == 200);
}

TEST_CASE("seats: a map that was rendered is sent again until it changes") {
  gateway_fixture cinema;
  cinema.open_show("s");
  cinema.open_show("t");
  auto client = cinema.client();
  auto first = client.get("/api/movieshow/s/seats");
  auto again = client.get("/api/movieshow/s/seats");
  CHECK(again.text == first.text);
  CHECK(again.header("ETag") == first.header("ETag"));
  CHECK(client.get("/api/movieshow/t/seats").body.at("movieShowId") == "t");
  CHECK(client.post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  auto changed = client.get("/api/movieshow/s/seats");
  CHECK(changed.body.at("version") == 2);
  CHECK(changed.body.at("seats").at("A1") == "in_review");
  CHECK(changed.body.at("seats").size() == first.body.at("seats").size());
}

TEST_CASE("shows: each entry of a batch has the status of a PUT") {
  gateway_fixture cinema;
  cinema.open_show("old");
  auto client = cinema.client();
  auto entry = [](json id, unsigned seats) {
    auto body = hall(1, seats);
    body["id"] = std::move(id);
    return body;
  };
  auto opened = client.post(
      "/api/movieshow",
      {entry("new", 5), entry("old", 5), entry(7, 5), entry("a/b", 5), entry("bad", 10'001), 5},
      as_operator());
  CHECK(opened.body == json{{"results",
                             {{{"id", "new"}, {"status", 201}},
                              {{"id", "old"}, {"status", 409}, {"code", "SHOW_EXISTS"}},
                              {{"id", "7"}, {"status", 201}},
                              {{"id", "a/b"}, {"status", 422}, {"code", "INVALID_REQUEST"}},
                              {{"id", "bad"}, {"status", 422}, {"code", "INVALID_REQUEST"}},
                              {{"id", ""}, {"status", 422}, {"code", "INVALID_REQUEST"}}}}});
  CHECK(client.post("/api/movieshow", json::array(), as_operator()).body ==
        json{{"results", json::array()}});
}

TEST_CASE("queries: an invalid parameter is an error that names it") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (const auto* target :
       {"/api/movieshow?limit=0", "/api/movieshow?limit=1001", "/api/movieshow?limit=-1",
        "/api/movieshow?limit=1x", "/api/movieshow?after=a%2Fb",
        "/api/movieshow?limit=99999999999999999999999"})
    check_code(client.get(target), 422, "INVALID_REQUEST");
  check_code(client.get("/api/refund?after=xyz", as_operator()), 422, "INVALID_REQUEST");
  const std::vector<std::pair<std::string, std::string>> of_the_past = {
      {"seats?seq=-1", "seq"},
      {"seats?seq=1x", "seq"},
      {"seats?seq=18446744073709551616", "seq"},
      {"seats?seq=1&at=2026-01-01T00:00:00Z", "seq"},
      {"seats?at=yesterday", "at"},
      {"seats?at=2026-01-01", "at"},
      {"seats?at=2026-13-01T00:00:00Z", "at"},
      {"events?after=x", "after"},
      {"events?after=-1", "after"},
      {"events?limit=0", "limit"},
      {"events?limit=1001", "limit"},
      {"events?after=0&limit=x", "limit"}};
  for (const auto& [query, field] : of_the_past) {
    CAPTURE(query);
    check_code(client.get("/api/movieshow/none/" + query), 401, "UNAUTHENTICATED");
    auto refused = client.get("/api/movieshow/none/" + query, as_operator());
    check_code(refused, 422, "INVALID_REQUEST");
    CHECK(refused.body.at("errors").at(0).at("field") == field);
  }
  for (const auto* target : {"/api/movieshow/a%2Fb/seats?seq=1", "/api/movieshow/a%2Fb/events"})
    check_code(client.get(target, as_operator()), 404, "SHOW_NOT_FOUND");
  check_code(client.del("/api/customer/nobody", as_operator()), 422, "INVALID_REQUEST");
  CHECK(client.del("/api/customer/%ff%40%fe", as_operator()).status < 500);
}

TEST_CASE("queries: an empty value counts as absent") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto client = cinema.client();
  for (const auto* target : {"/api/movieshow?limit=", "/api/movieshow?after=&limit=1",
                             "/api/movieshow/s/seats?at=", "/api/movieshow/s/seats?seq=&at="}) {
    CAPTURE(target);
    CHECK(client.get(target).status == 200);
  }
  for (const auto* target : {"/api/movieshow/s/events?after=&limit=", "/api/refund?after="})
    CHECK(client.get(target, as_operator()).status == 200);
}

TEST_CASE("paths: bytes that cannot be an id find nothing and break nothing") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (const auto* id : {"%ff", "%c3%28", "a%2fb", "%20", "..", "%0d%0aX:%20y", "s.", ".x"}) {
    check_code(client.get(std::string{"/api/movieshow/"} + id), 404, "SHOW_NOT_FOUND");
    check_code(client.get(std::string{"/api/ticket/"} + id), 404, "BOOKING_NOT_FOUND");
  }
}

TEST_CASE("paths: a NUL is a byte like others that cannot be in an id or a mail address") {
  gateway_fixture cinema;
  auto client = cinema.client();
  check_code(client.get("/api/movieshow/a%00b"), 404, "SHOW_NOT_FOUND");
  check_code(client.get("/api/hall/a%00", as_operator()), 404, "HALL_NOT_FOUND");
  check_code(client.get("/api/settings%00"), 404, "NOT_FOUND");
  check_code(client.put("/api/movieshow/a%00b", json::object(), as_operator()), 422,
             "INVALID_REQUEST");
  check_code(client.del("/api/customer/a%00%40b.example", as_operator()), 422, "INVALID_REQUEST");
}

TEST_CASE("queries: a value with a NUL is a bad value, and not that of its first part") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto client = cinema.client();
  for (const auto* target : {"/api/movieshow?limit=1%00",
                             "/api/movieshow?after=s%00",
                             "/api/movieshow?movie=a%00b",
                             "/api/movieshow?q=%00",
                             "/api/movieshow?status=OPEN%00",
                             "/api/movieshow?order=id%00",
                             "/api/movieshow?from=2026-12-24T18:30:00Z%00",
                             "/api/programme?hall=%00",
                             "/api/movieshow/s/bestavailable?count=1%00",
                             "/api/movieshow/s/bestavailable?count=1&class=GOLD%00",
                             "/api/movieshow/s/bestavailable?count=1&attributes=wheelchair%00",
                             "/api/movieshow/s/seats?seq=1%00",
                             "/api/movieshow/s/events?after=1%00",
                             "/api/movieshow/s/bookings?q=a%00",
                             "/api/refund?after=%00",
                             "/api/refund?reversed=true%00",
                             "/api/booking?mail=a%00%40b.example",
                             "/api/report/sales?by=show%00",
                             "/api/hall?after=h%00",
                             "/api/webhook/x/dead?after=%00"}) {
    CAPTURE(target);
    check_code(client.get(target, as_operator()), 422, "INVALID_REQUEST");
  }
  CHECK(client.get("/api/movieshow?other=%00").status == 200);
  CHECK(client.get("/api/movieshow?limit%00=0").status == 200);
}

} // namespace boxoffice::http::tests
