#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"

#include <thread>
#include <vector>

#include <boost/system/system_error.hpp>
#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;
using boxoffice::tests::websocket_client;

namespace {

void check_turned_away(raw_connection& connection) {
  auto refused = connection.expect_response();
  CHECK(refused.status == 503);
  CHECK(refused.code() == "OVERLOADED");
  CHECK(refused.header("Retry-After") == "1");
  CHECK(connection.closed_by_server());
}

} // namespace

TEST_CASE("overload: a connection beyond the limit gets a 503 if all others have a request") {
  auto options = usual_options();
  options.max_connections = 2;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto first = cinema.connect();
  auto second = cinema.connect();
  cinema.hold_log();
  REQUIRE(first.send(book("A1")));
  REQUIRE(second.send(get("/healthz") + book("A2")));
  CHECK(second.expect_response().status == 200); // It is behind the first booking.
  cinema.wait_for_append();
  auto third = cinema.connect();
  third.send(get("/healthz"));
  check_turned_away(third);
  cinema.let_go_log();
  CHECK(first.expect_response().status == 202);
  CHECK(second.expect_response().status == 202);
}

TEST_CASE("overload: however many are refused, and stay open, the next one gets its 503 too") {
  auto options = usual_options();
  options.max_connections = 1;
  options.max_sockets = 5; // Two for refused ones, two for those that replace others.
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto only = cinema.connect();
  cinema.hold_log();
  REQUIRE(only.send(book("A1")));
  cinema.wait_for_append();
  std::vector<raw_connection> refused;
  for (int i = 0; i < 8; ++i) {
    refused.push_back(cinema.connect());
    check_turned_away(refused.back());
  }
  cinema.let_go_log();
  CHECK(only.expect_response().status == 202);
}

TEST_CASE("overload: without sockets for further ones new connections wait for a moment") {
  auto options = usual_options();
  options.max_connections = 3;
  options.max_sockets = 3;
  gateway_fixture cinema{options};
  std::vector<raw_connection> silent;
  for (int i = 0; i < 6; ++i) {
    silent.push_back(cinema.connect());
    REQUIRE(silent.back().send(get("/healthz")));
    CHECK(silent.back().expect_response().status == 200);
  }
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(silent[i].closed_by_server());
}

TEST_CASE("overload: connections that have sent nothing make room for new ones") {
  auto options = usual_options();
  options.max_connections = 3;
  gateway_fixture cinema{options};
  std::vector<raw_connection> silent;
  for (int i = 0; i < 9; ++i)
    silent.push_back(cinema.connect());
  auto newcomer = cinema.connect();
  REQUIRE(newcomer.send(get("/healthz")));
  CHECK(newcomer.expect_response().status == 200);
  for (std::size_t i = 0; i < 7; ++i)
    CHECK(silent[i].closed_by_server());
  REQUIRE(silent[8].send(get("/healthz")));
  CHECK(silent[8].expect_response().status == 200);
}

TEST_CASE("overload: idle connections end before those with an incomplete request") {
  auto options = usual_options();
  options.max_connections = 2;
  gateway_fixture cinema{options};
  auto begun = cinema.connect(); // Behind the response a request has begun.
  REQUIRE(begun.send(get("/healthz") + "GET /healthz HTTP/1.1\r\n"));
  CHECK(begun.expect_response().status == 200);
  auto idle = cinema.connect();
  REQUIRE(idle.send(get("/healthz")));
  CHECK(idle.expect_response().status == 200);
  auto third = cinema.connect();
  REQUIRE(third.send(get("/healthz")));
  CHECK(third.expect_response().status == 200);
  CHECK(idle.closed_by_server());
  REQUIRE(begun.send("Host: x\r\n\r\n"));
  CHECK(begun.expect_response().status == 200);
}

TEST_CASE("overload: the request that began first ends first, however many bytes follow") {
  auto options = usual_options();
  options.max_connections = 2;
  gateway_fixture cinema{options};
  auto first = cinema.connect();
  auto second = cinema.connect();
  for (auto* each : {&first, &second}) {
    REQUIRE(each->send(get("/healthz") + "GET /healthz HTTP/1.1\r\n"));
    CHECK(each->expect_response().status == 200);
  }
  REQUIRE(first.send("Accept: text/plain\r\n"));
  auto third = cinema.connect();
  REQUIRE(third.send(get("/healthz") + "GET /healthz HTTP/1.1\r\n"));
  CHECK(third.expect_response().status == 200);
  CHECK(first.closed_by_server());
  REQUIRE(second.send("Host: x\r\n\r\n"));
  CHECK(second.expect_response().status == 200);
}

TEST_CASE("overload: a connection whose client does not close makes room for a new one") {
  auto options = usual_options();
  options.max_connections = 1;
  gateway_fixture cinema{options};
  auto last = cinema.connect();
  REQUIRE(last.send(get("/healthz", "Connection: close\r\n")));
  CHECK(last.expect_response().status == 200);
  auto next = cinema.connect();
  REQUIRE(next.send(get("/healthz")));
  CHECK(next.expect_response().status == 200);
}

TEST_CASE("overload: if the node is full the connection that is idle for the longest ends") {
  auto options = usual_options();
  options.max_connections = 2;
  gateway_fixture cinema{options};
  auto first = cinema.connect();
  auto second = cinema.connect();
  for (auto* each : {&first, &second, &first}) {
    REQUIRE(each->send(get("/healthz")));
    CHECK(each->expect_response().status == 200);
  }
  auto third = cinema.connect();
  REQUIRE(third.send(get("/healthz")));
  CHECK(third.expect_response().status == 200);
  CHECK(second.closed_by_server());
  REQUIRE(first.send(get("/healthz")));
  CHECK(first.expect_response().status == 200);
}

TEST_CASE("overload: each address has a limit of connections") {
  auto options = usual_options();
  options.max_connections_per_address = 2;
  gateway_fixture cinema{options};
  std::vector<raw_connection> mine;
  for (int i = 0; i < 2; ++i) {
    mine.push_back(cinema.connect());
    REQUIRE(mine.back().send(get("/healthz")));
    CHECK(mine.back().expect_response().status == 200);
  }
  auto third = cinema.connect();
  check_turned_away(third);
  raw_connection other{cinema.port(), 15s, "127.0.0.2"};
  REQUIRE(other.send(get("/healthz")));
  CHECK(other.expect_response().status == 200);
  mine.pop_back();
  CHECK(eventually(15s, [&] {
    try {
      return cinema.client().get("/healthz").status == 200;
    } catch (const boxoffice::tests::connection_broken&) {
      return false;
    }
  }));
}

TEST_CASE("overload: WebSockets are among the connections of their address") {
  auto options = usual_options();
  options.max_connections_per_address = 2;
  gateway_fixture cinema{options};
  raw_connection organiser{cinema.port(), 15s, "127.0.0.2"};
  auto show = hall(1, 10).dump();
  REQUIRE(
      organiser.send(request("PUT /api/movieshow/s",
                             token_line() + "Content-Type: application/json\r\nContent-Length: " +
                                 std::to_string(show.size()) + "\r\n",
                             show)));
  CHECK(organiser.expect_response().status == 201);
  std::vector<websocket_client> watchers;
  for (int i = 0; i < 2; ++i) {
    watchers.emplace_back(cinema.port(), "/ws/movieshow/s");
    CHECK(watchers.back().next().contains("seats"));
  }
  auto third = cinema.connect();
  check_turned_away(third);
  watchers.pop_back();
  CHECK(eventually(15s, [&] {
    try {
      return websocket_client{cinema.port(), "/ws/movieshow/s"}.next().contains("seats");
    } catch (const boxoffice::tests::connection_broken&) {
      return false;
    } catch (const boxoffice::tests::handshake_refused&) {
      return false;
    }
  }));
}

TEST_CASE("overload: requests beyond the limit in flight get 503, those before are served") {
  auto options = usual_options();
  options.max_in_flight = 3;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(book("A1") + book("A2") + book("A3")));
  cinema.wait_for_append();
  auto client = cinema.client();
  auto refused = client.get("/api/movieshow/s");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "OVERLOADED");
  CHECK(refused.header("Retry-After") == "1");
  CHECK(client.get("/healthz").status == 200);
  CHECK(client.get("/nothing").status == 404);
  cinema.let_go_log();
  for (int i = 0; i < 3; ++i)
    CHECK(connection.expect_response().status == 202);
  CHECK(client.get("/api/movieshow/s").status == 200);
}

TEST_CASE("overload: more threads than requests allowed in flight still serve") {
  auto options = usual_options();
  options.threads = 2;
  options.max_in_flight = 1;
  gateway_fixture cinema{options};
  CHECK(cinema.client().get("/api/movieshow").status == 200);
}

TEST_CASE("start: until the node is ready all but the probes get 503") {
  gateway_fixture cinema{usual_options(), false};
  auto client = cinema.client();
  CHECK(client.get("/healthz").status == 200);
  CHECK(client.get("/readyz").status == 503);
  auto refused = client.get("/api/movieshow");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "UNAVAILABLE");
  CHECK(refused.header("Retry-After") == "1");
  CHECK(client.get("/nothing").status == 404);
  cinema.gate().set_ready();
  CHECK(client.get("/readyz").status == 200);
  CHECK(client.get("/api/movieshow").status == 200);
}

TEST_CASE("rate limit: an address that calls too often gets a Retry-After") {
  auto options = usual_options();
  options.limit_rate = true;
  options.rate = 0.001;
  options.burst = 3;
  gateway_fixture cinema{options};
  auto client = cinema.client();
  for (int i = 0; i < 3; ++i)
    CHECK(client.get("/api/movieshow").status == 200);
  for (const auto* target : {"/api/movieshow", "/nothing"}) {
    auto refused = client.get(target);
    CHECK(refused.status == 429);
    CHECK(refused.code() == "RATE_LIMITED");
    auto seconds = std::stoi(refused.header("Retry-After"));
    CHECK(seconds > 900);
    CHECK(seconds <= 1'000);
  }
  CHECK(client.get("/healthz").status == 200);
  CHECK(client.get("/readyz").status == 200);
  CHECK(client.get("/api/movieshow", as_operator()).status == 200);
  CHECK(client.get("/api/movieshow", {{"Authorization", "Bearer wrong"}}).status == 429);
  CHECK(client.post("/api/payment/callback", json::object()).status == 429); // It is not signed.
}

TEST_CASE("drain: responses under way are delivered, idle connections closed, no more accepted") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto port = cinema.port();
  auto idle = cinema.connect();
  REQUIRE(idle.send(get("/healthz")));
  CHECK(idle.expect_response().status == 200);
  auto busy = cinema.connect();
  cinema.hold_log();
  REQUIRE(busy.send(book("A1") + book("A2")));
  cinema.wait_for_append();
  std::thread ending{[&] {
    CHECK(idle.closed_by_server());
    CHECK_THROWS(raw_connection{port});
    cinema.let_go_log();
    CHECK(busy.expect_response().status == 202);
    auto last = busy.expect_response();
    CHECK(last.status == 202);
    CHECK(last.header("Connection") == "close");
    CHECK(busy.closed_by_server());
  }};
  CHECK(cinema.gate().drain(60s));
  ending.join();
}

TEST_CASE("drain: a connection that was turned away does not hold it up") {
  auto options = usual_options();
  options.max_connections_per_address = 1;
  gateway_fixture cinema{options};
  {
    auto only = cinema.connect();
    REQUIRE(only.send(get("/healthz")));
    CHECK(only.expect_response().status == 200);
    auto second = cinema.connect();
    CHECK(second.expect_response().status == 503);
  }
  CHECK(cinema.gate().drain(60s));
}

TEST_CASE("drain: requests not served in time are given up, and late replies do no harm") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto busy = cinema.connect();
  cinema.hold_log();
  REQUIRE(busy.send(book("A1")));
  cinema.wait_for_append();
  CHECK_FALSE(cinema.gate().drain(100ms));
  cinema.end_gateway();
  CHECK(busy.closed_by_server());
  cinema.let_go_log();
}

TEST_CASE("drain: a client that sends on and on does not hold it up") {
  gateway_fixture cinema;
  auto half = cinema.connect();
  REQUIRE(half.send(get("/healthz") + "GET /healthz HTTP/1.1\r\nHo"));
  CHECK(half.expect_response().status == 200);
  CHECK(cinema.gate().drain(60s));
  CHECK(half.closed_by_server());
}

TEST_CASE("gateway: destroyed with connections open and questions under way") {
  auto options = usual_options();
  options.threads = 2;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  std::vector<raw_connection> clients;
  for (int i = 0; i < 10; ++i)
    clients.push_back(cinema.connect());
  cinema.hold_log();
  for (unsigned i = 0; i < 5; ++i)
    REQUIRE(clients[i].send(book(seat_name(0, i + 1)) + get("/api/movieshow/s/seats")));
  REQUIRE(clients[5].send("GET /half"));
  cinema.wait_for_append();
  cinema.end_gateway();
  for (auto& each : clients)
    CHECK(each.closed_by_server());
  cinema.let_go_log();
}

TEST_CASE("gateway: a port in use is an error at once") {
  gateway_fixture cinema;
  auto options = usual_options();
  options.port = cinema.port();
  CHECK_THROWS_AS(gateway_fixture{options}, boost::system::system_error);
}

} // namespace boxoffice::http::tests
