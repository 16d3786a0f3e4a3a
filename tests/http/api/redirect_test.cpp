#include "http/api/browsers/redirect_dispatcher.hpp"
#include "tests/http/server/tls_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

gateway_options options_with_redirect(std::uint16_t https_port) {
  auto options = usual_options();
  options.listener.redirect = {"127.0.0.1", 0, https_port};
  return options;
}

} // namespace

TEST_CASE("redirect: every request is told the same target under https") {
  tls_fixture secure{options_with_redirect(443)};
  http_client plain{secure.cinema().gate().redirect_port()};
  for (const auto* target : {"/", "/api/movieshow?limit=1", "/nothing", "/healthz", "//other/x"}) {
    auto moved = plain.get(target);
    CHECK(moved.status == 308);
    CHECK(moved.header("Location") == std::string{"https://127.0.0.1"} + target);
    CHECK(moved.header("Cache-Control") == "no-store");
    CHECK(moved.header("Strict-Transport-Security").empty());
    CHECK(moved.text.empty());
  }
  auto moved = plain.post("/api/ticket/book", json::parse(booking_of("A1")));
  CHECK(moved.status == 308); // Which keeps the method.
  CHECK(moved.header("Location") == "https://127.0.0.1/api/ticket/book");
}

TEST_CASE("redirect: pipelined, of a WebSocket, and of what is no redirect") {
  auto options = options_with_redirect(0);
  options.listener.hsts = std::chrono::hours{24};
  tls_fixture secure{options};
  auto port = std::to_string(secure.cinema().port());
  raw_connection plain{secure.cinema().gate().redirect_port()};
  REQUIRE(plain.send(get("/a") + get("/b") + handshake("/ws/movieshow/s") + get("/c")));
  for (const auto* target : {"/a", "/b", "/ws/movieshow/s", "/c"}) {
    auto moved = plain.expect_response();
    CHECK(moved.status == 308);
    CHECK(moved.header("Location") == "https://x:" + port + target);
  }
  REQUIRE(plain.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"));
  CHECK(plain.expect_response().code() == "BAD_REQUEST");
  REQUIRE(plain.send("GET / HTTP/1.0\r\n\r\n"));
  CHECK(plain.expect_response().code() == "BAD_REQUEST");
  CHECK(plain.closed_by_server());

  raw_connection large{secure.cinema().gate().redirect_port()};
  REQUIRE(large.send(request("POST /", "Content-Length: 100000000\r\n")));
  CHECK(large.expect_response().status == 413);
}

TEST_CASE("redirect: only a host and a path of the client get into the address") {
  CHECK(secure_address("www.example.org", "/", 443) == "https://www.example.org/");
  CHECK(secure_address("www.example.org:80", "/a?b=c", 8443) ==
        "https://www.example.org:8443/a?b=c");
  CHECK(secure_address("[2001:db8::1]:80", "/", 443) == "https://[2001:db8::1]/");
  CHECK(secure_address("[2001:db8::1]", "/", 8443) == "https://[2001:db8::1]:8443/");
  for (const auto* host : {"",        ":80",     "a b",  "a/b",       "a@b",  "user:pass@b", "a:b",
                           "a:",      "a:80:80", "a\"b", "a\r\nX: y", "[::1", "[::1]x",      "[]",
                           "[a]b:80", "a#b",     "a?b",  "a\\b",      "%61",  "\xc3\xa4"})
    CHECK_MESSAGE(!secure_address(host, "/", 443), host);
  CHECK_FALSE(secure_address(std::string(300, 'a'), "/", 443));
  for (const auto* target : {"", "*", "http://other/", "a"})
    CHECK_MESSAGE(!secure_address("a", target, 443), target);
}

TEST_CASE("redirect: its connections count, and a drain ends them") {
  auto options = options_with_redirect(0);
  options.max_connections_per_address = 1;
  tls_fixture secure{options};
  raw_connection plain{secure.cinema().gate().redirect_port()};
  REQUIRE(plain.send(get("/")));
  CHECK(plain.expect_response().status == 308);
  raw_connection second{secure.cinema().gate().redirect_port()};
  CHECK(second.expect_response().status == 503);
  CHECK(secure.cinema().gate().drain(std::chrono::seconds{20}));
  CHECK(plain.closed_by_server());
}

} // namespace boxoffice::http::tests
