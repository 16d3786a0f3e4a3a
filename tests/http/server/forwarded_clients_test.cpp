// Limits of clients whose requests come over the connections of a proxy.
#include "tests/http/gateway_fixture.hpp"
#include "tests/http/limits/address_ranges.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;
using boxoffice::tests::handshake_refused;
using boxoffice::tests::websocket_client;

namespace {

/// The proxy is at 127.0.0.1.
gateway_options behind_proxy() {
  auto options = usual_options();
  options.trusted_proxies = {range("127.0.0.1", 32)};
  return options;
}

std::string forwarded_for(const std::string& client) {
  return "X-Forwarded-For: " + client + "\r\n";
}

unsigned status_through(raw_connection& through, const std::string& request) {
  REQUIRE(through.send(request));
  return through.expect_response().status;
}

} // namespace

TEST_CASE("forwarded: requests of one connection count for the client that each one names") {
  auto options = behind_proxy();
  options.limit_rate = true;
  options.burst = 5;
  options.rate = 0.001;
  gateway_fixture cinema{options};
  auto proxy = cinema.connect();
  const std::string list = "/api/movieshow";
  for (int i = 0; i < 5; ++i)
    for (const auto* client : {"192.0.2.1", "192.0.2.2", "2001:db8::1"})
      CHECK(status_through(proxy, get(list, forwarded_for(client))) == 200);
  for (const auto* client : {"192.0.2.1", "203.0.113.9, 192.0.2.2", "2001:db8::ffff:1"})
    CHECK(status_through(proxy, get(list, forwarded_for(client))) == 429);
  CHECK(status_through(proxy, get(list, "Forwarded: for=192.0.2.1\r\n")) == 429);
  CHECK(status_through(proxy, get(list, forwarded_for("2001:db8:0:1::1"))) == 200);
  CHECK(status_through(proxy, get(list)) == 200); // The proxy's own.
}

TEST_CASE("forwarded: requests that are refused before their route count for their client too") {
  auto options = behind_proxy();
  options.limit_rate = true;
  options.burst = 2;
  options.rate = 0.001;
  gateway_fixture cinema{options};
  auto status_of = [&](const std::string& request) {
    auto proxy = cinema.connect(); // Each of them ends its connection.
    return status_through(proxy, request);
  };
  const auto of_first = forwarded_for("192.0.2.1");
  SUBCASE("malformed") {
    const auto without_host = "GET /nothing HTTP/1.1\r\n" + of_first + "\r\n";
    CHECK(status_of(without_host) == 400);
    CHECK(status_of(without_host) == 400);
    CHECK(status_of(without_host) == 429);
  }
  SUBCASE("malformed, to a probe") {
    const auto without_host = "GET /healthz HTTP/1.1\r\n" + of_first + "\r\n";
    CHECK(status_of(without_host) == 400);
    CHECK(status_of(without_host) == 400);
    CHECK(status_of(without_host) == 429);
    CHECK(status_of(get("/healthz", of_first)) == 200);
  }
  SUBCASE("too large") {
    const auto large = "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\n" + of_first +
                       "Content-Length: 1000000000\r\n\r\n";
    for (int i = 0; i < 3; ++i)
      CHECK(status_of(large) == 413);
  }
  CHECK(status_of(get("/nothing", of_first)) == 429);
  CHECK(status_of(get("/nothing", forwarded_for("192.0.2.2"))) == 404);
  CHECK(status_of("nonsense\r\n\r\n") == 400); // Without a header: the proxy's own.
  CHECK(status_of("nonsense\r\n\r\n") == 400);
  CHECK(status_of("nonsense\r\n\r\n") == 429);
}

TEST_CASE("forwarded: a client that is no proxy has the limits of its own address") {
  auto options = behind_proxy();
  options.limit_rate = true;
  options.burst = 3;
  options.rate = 0.001;
  gateway_fixture cinema{options};
  raw_connection forger{cinema.port(), 60s, "127.0.0.2"};
  for (int i = 0; i < 3; ++i)
    CHECK(status_through(
              forger, get("/api/movieshow", forwarded_for("192.0.2." + std::to_string(i)))) == 200);
  CHECK(status_through(forger, get("/api/movieshow", forwarded_for("192.0.2.7"))) == 429);
  auto proxy = cinema.connect();
  CHECK(status_through(proxy, get("/api/movieshow", forwarded_for("192.0.2.1"))) == 200);
}

TEST_CASE("forwarded: a proxy has as many connections as the node has") {
  auto options = behind_proxy();
  options.max_connections_per_address = 2;
  gateway_fixture cinema{options};
  std::vector<raw_connection> pool;
  for (int i = 0; i < 8; ++i) {
    pool.push_back(cinema.connect());
    CHECK(status_through(pool.back(), get("/healthz")) == 200);
  }
  std::vector<raw_connection> others;
  for (int i = 0; i < 3; ++i) {
    others.emplace_back(cinema.port(), 60s, "127.0.0.2");
    CHECK(status_through(others.back(), get("/healthz")) == (i < 2 ? 200 : 503));
  }
}

TEST_CASE("forwarded: WebSockets count for the client that the handshake names") {
  auto options = behind_proxy();
  options.max_connections_per_address = 2;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto watch = [&](const std::string& client) {
    return websocket_client{cinema.port(), "/ws/movieshow/s", {{"X-Forwarded-For", client}}};
  };
  auto is_refused = [&](const std::string& client) {
    try {
      watch(client).leave();
      return false;
    } catch (const handshake_refused& why) {
      CHECK(why.refusal.status == 503);
      return true;
    }
  };
  std::vector<websocket_client> open;
  for (const auto* client : {"192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2"}) {
    open.push_back(watch(client));
    CHECK(open.back().next().contains("version"));
  }
  CHECK(is_refused("192.0.2.1"));
  CHECK(is_refused("192.0.2.2"));
  open.front().leave();
  CHECK(eventually(60s, [&] { return !is_refused("192.0.2.1"); }));
}

TEST_CASE("forwarded: bulk responses and seats count for the client of the request") {
  auto options = behind_proxy();
  options.limit_rate = true;
  options.seats_per_address = 1;
  options.max_bulk_per_address = 1;
  options.rate = options.burst = 1'000;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto booking = [](const std::string& seat, const std::string& client) {
    return post("/api/ticket/book", booking_of(seat), forwarded_for(client));
  };
  auto proxy = cinema.connect();
  CHECK(status_through(proxy, booking("A1", "192.0.2.1")) == 202);
  CHECK(status_through(proxy, booking("A2", "192.0.2.1")) == 429);
  CHECK(status_through(proxy, booking("A2", "192.0.2.2")) == 202);
  // A seat map waits until the bookings in it are durable.
  cinema.hold_log();
  auto busy = cinema.connect();
  REQUIRE(busy.send(booking("A3", "192.0.2.3")));
  cinema.wait_for_append();
  auto map_for = [](const std::string& client) {
    return get("/api/movieshow/s/seats", forwarded_for(client));
  };
  auto reading = cinema.connect();
  REQUIRE(reading.send(get("/healthz") + map_for("192.0.2.4")));
  CHECK(reading.expect_response().status == 200); // Both have been received.
  auto more = cinema.connect();
  CHECK(status_through(more, map_for("192.0.2.4")) == 429);
  cinema.let_go_log();
  CHECK(busy.expect_response().status == 202);
  CHECK(reading.expect_response().status == 200);
  CHECK(status_through(more, map_for("192.0.2.4")) == 200);
}

} // namespace boxoffice::http::tests
