#include "tests/http/server/tls_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;
using boxoffice::tests::websocket_client;

namespace {

constexpr unsigned largest_hall = 10'000;

/// The beginning of a ClientHello whose rest never comes.
const std::string half_a_hello{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11};

} // namespace

TEST_CASE("tls: the largest hall, pipelined requests and a connection that goes on") {
  tls_fixture secure;
  secure.open_show("s", largest_hall);
  auto connection = secure.connect();
  std::string all;
  for (int i = 0; i < 5; ++i)
    all += get("/api/movieshow/s/seats") + get("/healthz");
  REQUIRE(connection.send(all));
  for (int i = 0; i < 5; ++i) {
    auto map = connection.expect_response();
    REQUIRE(map.status == 200);
    CHECK(map.body["seats"].size() == largest_hall);
    CHECK(connection.expect_response().status == 200);
  }
  REQUIRE(connection.send(get("/healthz", "Connection: close\r\n")));
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.closed_by_server());
  CHECK(secure.relay().ended_cleanly() == secure.relay().ended());
}

TEST_CASE("tls: a client that reads late gets every byte of what it asked for") {
  tls_fixture secure;
  secure.open_show("s", largest_hall);
  auto late = secure.connect();
  std::string all;
  for (int i = 0; i < 40; ++i) // 5 MB: more than the system keeps for it.
    all += get("/api/movieshow/s/seats");
  REQUIRE(late.send(all));
  // The server writes to the late one until the system takes no more, and serves others.
  for (int i = 0; i < 10; ++i)
    CHECK(secure.client().get("/healthz").status == 200);
  for (int i = 0; i < 40; ++i)
    CHECK(late.expect_response().body["seats"].size() == largest_hall);
}

TEST_CASE("tls: a body byte by byte, and one in many records") {
  auto options = usual_options();
  options.operator_body_limit = 8U << 20U;
  tls_fixture secure{options};
  secure.open_show("s", 10);
  auto connection = secure.connect();
  for (auto each : book("A1"))
    REQUIRE(connection.send({&each, 1}));
  CHECK(connection.expect_response().status == 202);
  auto spaced = std::string(6U << 20U, ' ') + hall(1, 10).dump();
  REQUIRE(connection.send(request("PUT /api/movieshow/t",
                                  "Content-Type: application/json\r\nContent-Length: " +
                                      std::to_string(spaced.size()) + "\r\n" + token_line(),
                                  spaced)));
  CHECK(connection.expect_response().status == 201);
}

TEST_CASE("tls: a client that ends its side gets the responses to its requests") {
  tls_fixture secure;
  auto connection = secure.connect();
  REQUIRE(connection.send(get("/healthz") + get("/healthz")));
  connection.finish_sending();
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.closed_by_server());
}

TEST_CASE("tls: WebSockets") {
  tls_fixture secure;
  secure.open_show("s", largest_hall);
  websocket_client watcher{secure.relay().port(), "/ws/movieshow/s"};
  CHECK(watcher.next()["seats"].size() == largest_hall);
  REQUIRE(secure.client().post("/api/ticket/book", json::parse(booking_of("A1"))).status == 202);
  CHECK(watcher.next()["changed"]["A1"] == "in_review");
  SUBCASE("a client that sends too much") {
    while (watcher.send("x")) {
    }
    CHECK(watcher.ended());
  }
  SUBCASE("the server ends") {
    auto drained =
        std::async(std::launch::async, [&] { return secure.cinema().gate().drain(20s); });
    CHECK(watcher.close_code() == 1001);
    CHECK(drained.get());
  }
}

TEST_CASE("tls: a drain answers what was accepted and ends connections cleanly") {
  tls_fixture secure;
  secure.open_show("s", 10);
  auto busy = secure.connect();
  auto idle = secure.connect();
  REQUIRE(idle.send(get("/healthz")));
  CHECK(idle.expect_response().status == 200);
  auto opening = secure.cinema().connect(); // Without a handshake.
  secure.cinema().hold_log();
  REQUIRE(busy.send(book("A1")));
  secure.cinema().wait_for_append();
  auto drained = std::async(std::launch::async, [&] { return secure.cinema().gate().drain(20s); });
  CHECK(idle.closed_by_server());
  CHECK(opening.closed_by_server());
  secure.cinema().let_go_log();
  CHECK(busy.expect_response().status == 202);
  CHECK(busy.closed_by_server());
  CHECK(drained.get());
}

TEST_CASE("tls: a handshake that is not complete in time ends the connection") {
  auto options = usual_options();
  options.read_timeout = 100ms;
  tls_fixture secure{options};
  auto connection = secure.cinema().connect();
  SUBCASE("nothing was sent") {}
  SUBCASE("it began") { REQUIRE(connection.send(half_a_hello)); }
  SUBCASE("it still comes, byte by byte") {
    REQUIRE(connection.send(half_a_hello));
    CHECK(eventually(60s, [&] { return !connection.send("x"); }));
    return;
  }
  CHECK(connection.closed_by_server());
}

TEST_CASE("tls: connections without a handshake make room for others, the oldest first") {
  auto options = usual_options();
  options.max_connections = 2;
  options.read_timeout = std::chrono::hours{1};
  tls_fixture secure{options};
  secure.open_show("s", 2);
  auto silent = secure.cinema().connect();
  auto begun = secure.cinema().connect();
  REQUIRE(begun.send(half_a_hello));
  auto busy = secure.connect();
  secure.cinema().hold_log();
  REQUIRE(busy.send(book("A1")));
  secure.cinema().wait_for_append();
  CHECK(silent.closed_by_server());
  auto next = secure.connect();
  REQUIRE(next.send(get("/healthz")));
  CHECK(next.expect_response().status == 200);
  CHECK(begun.closed_by_server());
  secure.cinema().let_go_log();
  CHECK(busy.expect_response().status == 202);
}

TEST_CASE("tls: a connection without room gets its 503 inside TLS") {
  auto options = usual_options();
  options.max_connections_per_address = 1;
  tls_fixture secure{options};
  auto first = secure.connect();
  REQUIRE(first.send(get("/healthz")));
  CHECK(first.expect_response().status == 200);
  auto second = secure.connect();
  auto refused = second.expect_response();
  CHECK(refused.status == 503);
  CHECK(refused.code() == "OVERLOADED");
  CHECK(second.closed_by_server());
}

TEST_CASE("tls: plain HTTP is told what is spoken, and anything else is closed") {
  tls_fixture secure;
  auto plain = secure.cinema().connect();
  REQUIRE(plain.send(get("/healthz")));
  auto refused = plain.expect_response();
  CHECK(refused.status == 400);
  CHECK(refused.code() == "BAD_REQUEST");
  CHECK(refused.body["detail"] == "This address speaks HTTPS only.");
  CHECK(plain.closed_by_server());
  for (const auto* noise : {"\x80\x2e\x01", "\x05\x01", "get / HTTP/1.1\r\n\r\n", "\xff"}) {
    auto other = secure.cinema().connect();
    REQUIRE(other.send(noise));
    CHECK(other.closed_by_server());
  }
  CHECK(secure.client().get("/healthz").status == 200);
}

TEST_CASE("tls: the certificate changes under load, and no connection is lost") {
  tls_fixture secure;
  secure.open_show("s", 500);
  auto old = secure.connect();
  REQUIRE(old.send(get("/healthz")));
  CHECK(old.expect_response().status == 200);
  std::atomic<bool> enough{false};
  std::atomic<unsigned> served{0};
  std::vector<std::future<bool>> crowd;
  for (int i = 0; i < 4; ++i)
    crowd.push_back(std::async(std::launch::async, [&, reconnects = i % 2 == 0] {
      auto client = secure.client();
      while (!enough) {
        if (client.get("/api/movieshow/s/seats").status != 200)
          return false;
        ++served;
        if (reconnects)
          client.close();
      }
      return true;
    }));
  for (int i = 0; i < 20; ++i) {
    secure.cinema().gate().set_certificate(secure.certificate_of("number-" + std::to_string(i)));
    auto before = served.load();
    REQUIRE(eventually(60s, [&] { return served > before + 8; }));
  }
  enough = true;
  for (auto& each : crowd)
    CHECK(each.get());
  CHECK(secure.client().get("/healthz").status == 200);
  CHECK(secure.relay().last_name() == "number-19");
  REQUIRE(old.send(get("/healthz")));
  CHECK(old.expect_response().status == 200);
}

TEST_CASE("tls: every response says how long browsers use HTTPS only") {
  auto options = usual_options();
  options.listener.hsts = 86'400s;
  options.listener.cors_origins = {"https://shop.example"};
  tls_fixture secure{options};
  secure.open_show("s", 2);
  auto client = secure.client();
  for (const auto& got : {client.get("/healthz"), client.get("/nothing"), client.get("/"),
                          client.get("/healthz", {{"Origin", "https://shop.example"}})})
    CHECK(got.header("Strict-Transport-Security") == "max-age=86400");
  auto malformed = secure.connect();
  REQUIRE(malformed.send("nonsense\r\n\r\n"));
  CHECK(malformed.expect_response().header("Strict-Transport-Security") == "max-age=86400");
  auto watcher = secure.connect();
  REQUIRE(watcher.send(handshake("/ws/movieshow/s")));
  auto accepted = watcher.expect_response();
  CHECK(accepted.status == 101);
  CHECK(accepted.header("Strict-Transport-Security") == "max-age=86400");
  auto plain = secure.cinema().connect(); // A browser must ignore it there (RFC 6797, 8.1).
  REQUIRE(plain.send(get("/healthz")));
  CHECK(plain.expect_response().header("Strict-Transport-Security").empty());
}

TEST_CASE("tls: a session is resumed by its ticket, until the certificate changes") {
  tls_fixture secure;
  for (int i = 0; i < 3; ++i)
    CHECK(secure.client().get("/healthz").status == 200);
  CHECK(secure.relay().resumed() == 2);
  secure.cinema().gate().set_certificate(secure.certificate_of("second"));
  CHECK(secure.client().get("/healthz").status == 200);
  CHECK(secure.relay().resumed() == 2);
  CHECK(secure.relay().last_name() == "second");
}

} // namespace boxoffice::http::tests
