#include "tests/http/gateway_fixture.hpp"
#include "tests/support/eventually.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;

TEST_CASE("time-outs: a request that is not complete in time ends the connection") {
  auto options = usual_options();
  options.read_timeout = 100ms;
  gateway_fixture cinema{options};
  auto connection = cinema.connect();
  SUBCASE("within its header") { REQUIRE(connection.send("GET /healthz HTTP/1.1\r\nHos")); }
  SUBCASE("within its body") {
    auto whole = book("A1");
    REQUIRE(connection.send(whole.substr(0, whole.size() - 1)));
  }
  SUBCASE("behind a complete one") {
    REQUIRE(connection.send(get("/healthz") + "GET"));
    CHECK(connection.expect_response().status == 200);
  }
  SUBCASE("while it still comes, byte by byte") {
    CHECK(eventually(60s, [&] { return !connection.send("G"); }));
    return;
  }
  CHECK(connection.closed_by_server());
}

TEST_CASE("time-outs: a connection without requests is closed, before the first and later") {
  auto options = usual_options();
  options.idle_timeout = 100ms;
  gateway_fixture cinema{options};
  auto silent = cinema.connect();
  auto other = cinema.connect();
  REQUIRE(other.send(get("/healthz")));
  CHECK(other.expect_response().status == 200);
  CHECK(other.closed_by_server());
  CHECK(silent.closed_by_server());
}

TEST_CASE("time-outs: a slow response is not idleness") {
  auto options = usual_options();
  options.idle_timeout = 100ms;
  options.read_timeout = 100ms;
  options.write_timeout = 100ms;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(book("A1")));
  cinema.wait_for_append();
  auto silent = cinema.connect();
  CHECK(silent.closed_by_server());
  auto later = cinema.connect();
  CHECK(later.closed_by_server());
  cinema.let_go_log();
  CHECK(connection.expect_response().status == 202);
}

TEST_CASE("time-outs: a client that does not take its responses loses the connection") {
  auto options = usual_options();
  options.write_timeout = 100ms;
  options.max_connections = 1;
  gateway_fixture cinema{options};
  cinema.open_show("s", 10'000);
  raw_connection greedy{cinema.port(), 60s};
  std::string many;
  for (int i = 0; i < 100; ++i)
    many += get("/api/movieshow/s/seats");
  greedy.send(many);
  CHECK(eventually(60s, [&] {
    try {
      return cinema.client().get("/healthz").status == 200;
    } catch (const boxoffice::tests::connection_broken&) {
      return false;
    }
  }));
}

TEST_CASE("clients: one that closed its side gets the responses to its requests") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(book("A1") + get("/healthz")));
  connection.finish_sending();
  cinema.wait_for_append();
  cinema.let_go_log();
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.closed_by_server());
}

TEST_CASE("clients: one that closed its side amid a request gets no response") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  REQUIRE(connection.send("GET /healthz HTT"));
  connection.finish_sending();
  CHECK(connection.closed_by_server());
}

TEST_CASE("clients: one that vanishes before its response leaves its booking and nothing else") {
  gateway_fixture cinema;
  cinema.open_show("s");
  cinema.hold_log();
  {
    auto gone = cinema.connect();
    REQUIRE(gone.send(book("A1") + get("/api/movieshow/s/seats") + "GET /hea"));
    cinema.wait_for_append();
  }
  cinema.let_go_log();
  auto client = cinema.client();
  CHECK(client.get("/api/movieshow/s/seats").body.at("seats").at("A1") == "in_review");
}

TEST_CASE("clients: hundreds that come and go free their places") {
  auto options = usual_options();
  options.max_connections = 20;
  gateway_fixture cinema{options};
  cinema.open_show("s", 1'000);
  for (int i = 0; i < 300; ++i) {
    try {
      auto gone = cinema.connect();
      gone.send(get("/api/movieshow/s/seats") + book(seat_name(0, 1 + i % 50)));
    } catch (const boxoffice::tests::connection_broken&) {
      continue; // Turned away and closed: there is no room for now.
    }
  }
  CHECK(eventually(60s, [&] {
    try {
      return cinema.client().get("/healthz").status == 200;
    } catch (const boxoffice::tests::connection_broken&) {
      return false;
    }
  }));
}

} // namespace boxoffice::http::tests
