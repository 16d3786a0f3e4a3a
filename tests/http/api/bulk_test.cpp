#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;
using boxoffice::tests::eventually;
using boxoffice::tests::websocket_client;

namespace {

/// A WebSocket's handshake, and behind it frames that the tests' client would not send.
raw_connection raw_watcher(const gateway_fixture& cinema) {
  auto connection = cinema.connect();
  REQUIRE(connection.send(handshake("/ws/movieshow/s")));
  REQUIRE(connection.expect_response().status == 101);
  return connection;
}

/// Masked and empty: whether it is the last of its message, and of which kind.
std::string empty_frame(unsigned char first) {
  return std::string{static_cast<char>(first)} + std::string{"\x80\0\0\0\0", 5};
}

std::string times(unsigned count, const std::string& text) {
  std::string all;
  for (unsigned i = 0; i < count; ++i)
    all += text;
  return all;
}

} // namespace

TEST_CASE("bulk: each address has a limit of responses under way") {
  auto options = usual_options();
  options.max_bulk_per_address = 1;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto first = cinema.connect();
  cinema.hold_log();
  // What rests on the booking waits for it, and so this answer is under way.
  REQUIRE(first.send(book("A1") + get("/api/movieshow/s/seats")));
  cinema.wait_for_append();
  auto second = cinema.connect();
  REQUIRE(second.send(get("/api/movieshow/s/seatsavailable")));
  auto refused = second.expect_response();
  CHECK(refused.status == 429);
  CHECK(refused.code() == "RATE_LIMITED");
  CHECK(refused.header("Retry-After") == "1");
  // Who opens the page of a show gets the page alone.
  REQUIRE(second.send(get("/show/s") + get("/")));
  auto page = second.expect_response();
  CHECK(page.status == 200);
  CHECK(page.text == second.expect_response().text);
  raw_connection other{cinema.port(), 15s, "127.0.0.2"};
  REQUIRE(other.send(get("/api/movieshow/s/seats")));
  REQUIRE(second.send(get("/healthz")));
  CHECK(second.expect_response().status == 200);
  cinema.let_go_log();
  CHECK(first.expect_response().status == 202);
  CHECK(first.expect_response().body.at("seats").at("A1") == "in_review");
  CHECK(other.expect_response().body.at("seats").at("A1") == "in_review");
  REQUIRE(second.send(get("/api/movieshow/s/seatsavailable")));
  CHECK(second.expect_response().status == 200);
}

TEST_CASE("bulk: its cost counts in the rate limit, except for the operator") {
  auto options = usual_options();
  options.limit_rate = true;
  options.rate = 0.01;
  options.burst = 10;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto client = cinema.client();
  CHECK(client.get("/api/movieshow?limit=1000").status == 200);
  CHECK(client.get("/api/movieshow").status == 429);
  CHECK(client.get("/api/movieshow?limit=1000", as_operator()).status == 200);
  raw_connection other{cinema.port(), 15s, "127.0.0.2"};
  REQUIRE(other.send(get("/api/movieshow?limit=1") + get("/api/movieshow")));
  CHECK(other.expect_response().status == 200);
  CHECK(other.expect_response().status == 200);
}

TEST_CASE("bulk: what waits for the log is not read for clients that have hung up") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto other = cinema.client();
  auto events_after = [](int seq) {
    return "/api/movieshow/s/events?after=" + std::to_string(seq);
  };
  const auto before = cinema.reads();
  CHECK(other.get(events_after(0), as_operator()).status == 200);
  const auto reads_of_one = cinema.reads() - before;
  REQUIRE(reads_of_one > 0);
  cinema.hold_reads();
  constexpr int under_way = 4;
  std::vector<raw_connection> clients;
  for (int i = 0; i < under_way + 20; ++i) {
    clients.push_back(raw_connection{cinema.port(), 60s, "127.0.0." + std::to_string(2 + i)});
    REQUIRE(clients.back().send(get(events_after(i), token_line())));
    clients.back().finish_sending();
  }
  // Connected behind them, so that they have come; and a round trip behind their ends.
  auto last = cinema.client();
  CHECK(last.get("/healthz").status == 200);
  CHECK(last.get("/healthz").status == 200);
  cinema.let_go_log();
  for (int i = 0; i < under_way; ++i)
    CHECK(clients[static_cast<std::size_t>(i)].expect_response().status == 200);
  for (std::size_t i = under_way; i < clients.size(); ++i)
    CHECK(clients[i].closed_by_server());
  CHECK(other.get(events_after(99), as_operator()).status == 200);
  CHECK(cinema.reads() == before + reads_of_one * (under_way + 2));
}

TEST_CASE("bulk: a large body is the same for a slow client, and for one that shares it") {
  gateway_fixture cinema;
  cinema.open_show("s", 10'000);
  auto client = cinema.client();
  for (const auto* target : {"/api/movieshow/s/seatsavailable", "/api/movieshow/s/seats",
                             "/api/movieshow/s", "/api/movieshow/s/events?limit=1000"}) {
    CAPTURE(target);
    auto slow = cinema.connect();
    REQUIRE(slow.send(times(8, get(target, token_line()))));
    auto whole = client.get(target, as_operator());
    REQUIRE(whole.status == 200);
    CHECK(whole.text.size() > 50'000);
    CHECK_FALSE(whole.body.is_null());
    for (int i = 0; i < 8; ++i)
      CHECK(slow.expect_response().text == whole.text);
  }
}

TEST_CASE("bulk: if too many bytes wait for clients, those that took none for the longest end") {
  auto options = usual_options();
  options.max_unwritten_total = 3U << 20U;
  options.write_timeout = 60s;
  gateway_fixture cinema{options};
  cinema.open_show("s", 10'000);
  auto client = cinema.client();
  std::vector<raw_connection> greedy;
  for (unsigned i = 1; i <= 30; ++i) { // Each has a version of its own.
    const json body{{"userMail", std::to_string(i) + "@example.com"},
                    {"movieShowId", "s"},
                    {"seats", {seat_name(0, i)}}};
    CHECK(client.post("/api/ticket/book", body).status == 202);
    greedy.push_back(cinema.connect());
    REQUIRE(greedy.back().send(times(16, get("/api/movieshow/s/seatsavailable"))));
    CHECK(client.get("/api/movieshow/s/seatsavailable").status == 200);
  }
  unsigned ended = 0;
  for (auto& each : greedy) {
    http_response got;
    auto outcome = raw_connection::outcome::answered;
    for (int i = 0; i < 16 && outcome == raw_connection::outcome::answered; ++i)
      outcome = each.read(got);
    ended += outcome == raw_connection::outcome::answered ? 0 : 1;
  }
  CHECK(ended >= 20);
  CHECK(ended < 30);
  CHECK(client.get("/api/movieshow/s/seats").status == 200);
}

TEST_CASE("push: a client that sends too many frames is closed with 1008") {
  gateway_fixture cinema;
  cinema.open_show("s");
  websocket_client watcher{cinema.port(), "/ws/movieshow/s"};
  CHECK(watcher.next().contains("seats"));
  for (int i = 0; i < 150; ++i)
    watcher.send("x");
  CHECK(watcher.close_code() == 1008);
}

TEST_CASE("push: a client that sends a long message is closed with 1009") {
  gateway_fixture cinema;
  cinema.open_show("s");
  websocket_client watcher{cinema.port(), "/ws/movieshow/s"};
  CHECK(watcher.next().contains("seats"));
  watcher.send(std::string(2'000, 'x'));
  // Of what it sent the server reads no more, and a reset may overtake the close.
  CHECK(watcher.close_code().value_or(1009) == 1009);
}

TEST_CASE("push: a client that pings or sends fragments without end is dropped") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto watcher = raw_watcher(cinema);
  std::string flood;
  SUBCASE("pings") { flood = empty_frame(0x89); }
  SUBCASE("pongs") { flood = empty_frame(0x8a); }
  SUBCASE("empty fragments") {
    REQUIRE(watcher.send(empty_frame(0x01)));
    flood = empty_frame(0x00);
  }
  CHECK(eventually(60s, [&] { return !watcher.send(times(100, flood)); }));
  CHECK(websocket_client{cinema.port(), "/ws/movieshow/s"}.next().contains("seats"));
}

} // namespace boxoffice::http::tests
