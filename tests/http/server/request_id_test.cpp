// X-Request-Id on every response, whoever makes it (spec section 8).
#include "tests/http/gateway_fixture.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

constexpr const char* id_field = "X-Request-Id";

bool is_made(const std::string& id) {
  return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The response to these bytes on a connection of their own.
http_response answer_to(const gateway_fixture& cinema, const std::string& bytes) {
  auto connection = cinema.connect();
  REQUIRE(connection.send(bytes));
  return connection.expect_response();
}

/// Each has the status and, sent with an id, that id.
void check_named(const gateway_fixture& cinema, unsigned status, const std::string& line,
                 const std::string& headers = {}, const std::string& body = {}) {
  CAPTURE(line);
  auto plain = answer_to(cinema, request(line, headers, body));
  CHECK(plain.status == status);
  CHECK(is_made(plain.header(id_field)));
  auto named =
      answer_to(cinema, request(line, headers + "X-Request-Id: from.the/client+1=\r\n", body));
  CHECK(named.status == status);
  CHECK(named.header(id_field) == "from.the/client+1=");
  if (status >= 400)
    CHECK(named.body.at("requestId") == "from.the/client+1=");
}

} // namespace

TEST_CASE("request id: every response has the client's or one of its own") {
  auto options = usual_options();
  options.body_limit = 1'000;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  check_named(cinema, 200, "GET /api/movieshow/s");
  check_named(cinema, 200, "GET /healthz");
  check_named(cinema, 404, "GET /nowhere");
  check_named(cinema, 404, "GET /api/ticket/none");
  check_named(cinema, 405, "DELETE /api/settings");
  check_named(cinema, 401, "POST /api/movieshow/s/pause");
  check_named(cinema, 415, "POST /api/ticket/book", "Content-Length: 2\r\n", "{}");
  check_named(cinema, 400, "POST /api/ticket/book",
              "Content-Type: application/json\r\nContent-Length: 1\r\n", "{");
  check_named(cinema, 413, "POST /api/ticket/book", "Content-Length: 1001\r\n");
  check_named(cinema, 400, "GET /healthz", "Transfer-Encoding: gzip\r\n");
  check_named(cinema, 400, "GET /ws/movieshow/s");
  check_named(cinema, 101, "GET /ws/movieshow/s",
              "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

TEST_CASE("request id: responses to what is no request have one too") {
  auto options = usual_options();
  options.max_connections_per_address = 1;
  gateway_fixture cinema{options};
  auto rubbish = answer_to(cinema, "\r\n\r\nwhat\r\n\r\n");
  CHECK(rubbish.status == 400);
  CHECK(is_made(rubbish.header(id_field)));
  CHECK(rubbish.body.at("requestId") == rubbish.header(id_field));
  auto first = cinema.connect();
  REQUIRE(first.send(get("/healthz")));
  CHECK(first.expect_response().status == 200);
  auto turned_away = cinema.connect().expect_response();
  CHECK(turned_away.status == 503);
  CHECK(is_made(turned_away.header(id_field)));
}

TEST_CASE("request id: refusals of a node that is busy or not ready have one") {
  auto options = usual_options();
  options.limit_rate = true;
  options.rate = 1;
  options.burst = 1;
  gateway_fixture starting{options, false};
  check_named(starting, 200, "GET /healthz");
  auto unavailable = answer_to(starting, get("/api/settings", "X-Request-Id: a\r\n"));
  CHECK(unavailable.status == 503);
  CHECK(unavailable.header(id_field) == "a");
  auto limited = answer_to(starting, get("/api/settings", "X-Request-Id: b\r\n"));
  CHECK(limited.status == 429);
  CHECK(limited.header(id_field) == "b");
}

TEST_CASE("request id: one that is invalid or given twice is replaced") {
  gateway_fixture cinema;
  for (const auto& bad : {std::string{"ann@example.com"}, std::string{"a b"}, std::string{"a\"b"},
                          std::string{"\xc3\xa9"}, std::string{}, std::string(129, 'a')}) {
    CAPTURE(bad);
    auto got = answer_to(cinema, get("/healthz", "X-Request-Id: " + bad + "\r\n"));
    CHECK(got.status == 200);
    CHECK(is_made(got.header(id_field)));
  }
  auto twice = answer_to(cinema, get("/healthz", "X-Request-Id: a\r\nX-Request-Id: a\r\n"));
  CHECK(is_made(twice.header(id_field)));
}

TEST_CASE("request id: pipelined requests have each their own") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += get(i % 2 == 0 ? "/healthz" : "/api/ticket/none");
  REQUIRE(connection.send(all));
  std::set<std::string> ids;
  for (int i = 0; i < 50; ++i) {
    auto got = connection.expect_response();
    ids.insert(got.header(id_field));
    if (got.status != 200)
      CHECK(got.body.at("requestId") == got.header(id_field));
  }
  CHECK(ids.size() == 50);
}

} // namespace boxoffice::http::tests
