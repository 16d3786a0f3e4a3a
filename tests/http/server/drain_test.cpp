#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"

#include <future>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;
using boxoffice::tests::websocket_client;

namespace {

/// Asks for more than the system keeps for a client that does not read.
std::string many_maps() {
  std::string all;
  for (int i = 0; i < 100; ++i)
    all += get("/api/movieshow/s/seats");
  return all;
}

void await_closed_listener(std::uint16_t port) {
  auto closed = eventually(20s, [&] {
    try {
      raw_connection{port};
      return false;
    } catch (const boxoffice::tests::connection_broken&) {
      return true;
    }
  });
  REQUIRE(closed);
}

} // namespace

TEST_CASE("drain: a client that does not take its responses is cut, and all was served") {
  gateway_fixture cinema;
  cinema.open_show("s", 10'000);
  auto greedy = cinema.connect();
  REQUIRE(greedy.send(many_maps()));
  auto other = cinema.client(); // Answered behind it, so that the server has begun to write.
  CHECK(other.get("/api/movieshow/s").status == 200);
  CHECK(cinema.gate().drain(4s));
}

TEST_CASE("drain: cutting a client leaves others that wait for the log their responses") {
  gateway_fixture cinema;
  cinema.open_show("s", 10'000);
  auto greedy = cinema.connect();
  REQUIRE(greedy.send(many_maps()));
  auto busy = cinema.connect();
  cinema.hold_log();
  REQUIRE(busy.send(book("A1")));
  cinema.wait_for_append();
  auto drained = std::async(std::launch::async, [&] { return cinema.gate().drain(8s); });
  await_closed_listener(cinema.port());
  cinema.let_go_log();
  CHECK(busy.expect_response().status == 202);
  CHECK(busy.closed_by_server());
  CHECK(drained.get());
}

TEST_CASE("drain: a WebSocket whose client does not read or does not answer the close is cut") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  websocket_client silent{cinema.port(), "/ws/movieshow/s"};
  silent.next();
  CHECK(cinema.gate().drain(2s));
}

TEST_CASE("drain: a WebSocket that opens meanwhile is closed too") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto busy = cinema.connect();
  auto watcher = cinema.connect();
  cinema.hold_log();
  REQUIRE(busy.send(book("A1")));
  cinema.wait_for_append();
  // What it is about waits for the booking, and so does the answer to its handshake.
  REQUIRE(watcher.send(get("/healthz") + handshake("/ws/movieshow/s")));
  CHECK(watcher.expect_response().status == 200);
  auto drained = std::async(std::launch::async, [&] { return cinema.gate().drain(20s); });
  await_closed_listener(cinema.port());
  cinema.let_go_log();
  CHECK(busy.expect_response().status == 202);
  CHECK(watcher.expect_response().status == 101);
  CHECK(drained.get());
}

} // namespace boxoffice::http::tests
