#include "http/transport/proxy_header.hpp"
#include "tests/http/limits/address_ranges.hpp"
#include "tests/http/server/tls_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

const std::string signature = "\r\n\r\n\0\r\nQUIT\n"s;

/// A header of version 2 of that command, family and protocol.
std::string header_of(char command, char family, const std::string& rest) {
  return signature + command + family + static_cast<char>(rest.size() / 256) +
         static_cast<char>(rest.size() % 256) + rest;
}

/// From 192.0.2.`last`, port 1000, to 192.0.2.200, port 80.
std::string proxied_from(unsigned char last) {
  return header_of(0x21, 0x11,
                   "\xc0\x00\x02"s + static_cast<char>(last) + "\xc0\x00\x02\xc8\x03\xe8\x00\x50"s);
}

const std::string local_header = header_of(0x20, 0, "");

gateway_options options_behind_proxy() {
  auto options = usual_options();
  options.listener.proxy_protocol = true;
  options.trusted_proxies = {range("127.0.0.1", 32)};
  return options;
}

std::string client_in(const std::string& header) {
  auto read = read_proxy_header(header);
  if (!read)
    return "invalid";
  return read->client ? read->client->to_string() : "none";
}

} // namespace

TEST_CASE("PROXY protocol: the client's address in the header") {
  CHECK(client_in(proxied_from(7)) == "192.0.2.7");
  auto v6 = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x01"s + std::string(20, '\0');
  CHECK(client_in(header_of(0x21, 0x21, v6)) == "2001:db8::1");
  CHECK(client_in(header_of(0x21, 0x21, v6 + "\x04\0\x01x"s)) == "2001:db8::1"); // An extension.
  CHECK(client_in(local_header) == "none");
  CHECK(client_in(header_of(0x20, 0x11, std::string(12, 'x'))) == "none");
  CHECK(client_in(header_of(0x21, 0x00, "")) == "none");
  CHECK(client_in(header_of(0x21, 0x31, std::string(216, 'x'))) == "none");
}

TEST_CASE("PROXY protocol: invalid headers") {
  auto valid = proxied_from(7);
  for (std::size_t i = 0; i < 14; ++i) { // Signature, version, command, family.
    auto changed = valid;
    changed[i] = static_cast<char>(changed[i] ^ 0x41);
    CHECK_MESSAGE(client_in(changed) == "invalid", i);
  }
  CHECK(client_in(valid.substr(0, valid.size() - 1)) == "invalid");
  CHECK(client_in(valid + "x") == "invalid");
  CHECK(client_in(header_of(0x21, 0x11, std::string(11, 'x'))) == "invalid");
  CHECK(client_in(header_of(0x21, 0x21, std::string(35, 'x'))) == "invalid");
  CHECK(client_in(header_of(0x21, 0x31, std::string(215, 'x'))) == "invalid");
  CHECK(client_in(header_of(0x21, 0x12, std::string(12, 'x'))) == "invalid"); // UDP
  CHECK(client_in("") == "invalid");
  CHECK(rest_of_proxy_header(header_of(0x21, 0x11, std::string(4096, 'x'))) == 4096);
  CHECK_FALSE(rest_of_proxy_header(header_of(0x21, 0x11, std::string(4097, 'x'))));
}

TEST_CASE("PROXY protocol: each client has its own limits") {
  auto options = options_behind_proxy();
  options.limit_rate = true;
  options.rate = 0.001;
  options.burst = 2;
  options.max_connections_per_address = 2;
  gateway_fixture cinema{options};
  auto greedy = cinema.connect();
  REQUIRE(greedy.send(proxied_from(1) + get("/nothing") + get("/nothing") + get("/nothing")));
  CHECK(greedy.expect_response().status == 404);
  CHECK(greedy.expect_response().status == 404);
  CHECK(greedy.expect_response().status == 429);
  auto other = cinema.connect();
  for (auto each : proxied_from(2)) // It may come in any pieces.
    REQUIRE(other.send({&each, 1}));
  REQUIRE(other.send(get("/nothing", "X-Forwarded-For: 192.0.2.3\r\n") + get("/nothing") +
                     get("/nothing", "X-Forwarded-For: 192.0.2.4\r\n")));
  CHECK(other.expect_response().status == 404);
  CHECK(other.expect_response().status == 404);
  CHECK(other.expect_response().status == 429); // The client is not a proxy.

  auto second = cinema.connect();
  REQUIRE(second.send(proxied_from(1) + get("/healthz")));
  CHECK(second.expect_response().status == 200);
  auto third = cinema.connect();
  REQUIRE(third.send(proxied_from(1)));
  CHECK(third.expect_response().status == 503);
  CHECK(third.closed_by_server());
}

TEST_CASE("PROXY protocol: a check of the proxy's own is answered") {
  gateway_fixture cinema{options_behind_proxy()};
  auto check = cinema.connect();
  REQUIRE(check.send(local_header + get("/healthz")));
  CHECK(check.expect_response().status == 200);
}

TEST_CASE("PROXY protocol: a connection without a valid header is closed") {
  auto options = options_behind_proxy();
  options.read_timeout = 100ms;
  gateway_fixture cinema{options};
  SUBCASE("plain HTTP") {
    auto direct = cinema.connect();
    direct.send(get("/healthz"));
    CHECK(direct.closed_by_server());
  }
  SUBCASE("version 1") {
    auto old = cinema.connect();
    old.send("PROXY TCP4 192.0.2.1 192.0.2.200 1000 80\r\n" + get("/healthz"));
    CHECK(old.closed_by_server());
  }
  SUBCASE("a header whose end does not come in time") {
    auto slow = cinema.connect();
    REQUIRE(slow.send(proxied_from(1).substr(0, 20)));
    CHECK(slow.closed_by_server());
  }
  SUBCASE("a valid header of somebody who is not trusted") {
    raw_connection forger{cinema.port(), 60s, "127.0.0.2"};
    forger.send(proxied_from(1) + get("/healthz"));
    CHECK(forger.closed_by_server());
  }
}

TEST_CASE("PROXY protocol: the header comes before TLS and before a redirect") {
  auto options = options_behind_proxy();
  options.listener.redirect = {"127.0.0.1", 0, 443};
  tls_fixture secure{options};
  auto inside = secure.cinema().connect();
  REQUIRE(inside.send(proxied_from(1) + get("/healthz")));
  CHECK(inside.expect_response().body["detail"] == "This address speaks HTTPS only.");
  auto hello = secure.cinema().connect();
  // As long as the part of the header that is awaited, so that nothing waits for more.
  REQUIRE(hello.send("\x16\x03\x01\x02\x00\x01"s + std::string(proxy_header_start, '\0')));
  CHECK(hello.closed_by_server());
  raw_connection redirected{secure.cinema().gate().redirect_port()};
  REQUIRE(redirected.send(proxied_from(1) + get("/a")));
  CHECK(redirected.expect_response().status == 308);
}

} // namespace boxoffice::http::tests
