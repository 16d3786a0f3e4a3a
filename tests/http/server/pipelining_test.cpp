#include "tests/http/gateway_fixture.hpp"

#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <unistd.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::ifstream{"/proc/self/statm"} >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

TEST_CASE("pipelining: slow, fast and refused requests of one write are answered in order") {
  gateway_fixture cinema;
  cinema.open_show("s");
  std::string all;
  for (unsigned i = 1; i <= 40; ++i)
    all += book(seat_name(0, i)) + get("/healthz") + book("Z1") + get("/nothing") +
           get("/api/movieshow/s/seats");
  auto connection = cinema.connect();
  REQUIRE(connection.send(all));
  for (unsigned i = 1; i <= 40; ++i) {
    CAPTURE(i);
    CHECK(connection.expect_response().body.at("number") == i + 1);
    CHECK(connection.expect_response().body.at("status") == "alive");
    CHECK(connection.expect_response().code() == "INVALID_REQUEST");
    CHECK(connection.expect_response().code() == "NOT_FOUND");
    CHECK(connection.expect_response().body.at("seats").at(seat_name(0, i)) == "in_review");
  }
}

TEST_CASE("pipelining: a fast response waits for the slow ones before it") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(book("A1") + get("/healthz")));
  cinema.wait_for_append();
  CHECK(cinema.client().get("/healthz").status == 200);
  cinema.let_go_log();
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("pipelining: requests beyond the depth wait unread and are not lost") {
  auto options = usual_options();
  options.pipeline_depth = 2;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  std::string all;
  for (unsigned i = 1; i <= 50; ++i)
    all += book(seat_name(0, i));
  REQUIRE(connection.send(all + get("/healthz")));
  cinema.wait_for_append();
  cinema.let_go_log();
  for (unsigned i = 1; i <= 50; ++i)
    CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("pipelining: a body that is held back by the depth does not run out of time") {
  auto options = usual_options();
  options.pipeline_depth = 2;
  options.read_timeout = 500ms;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  auto body = booking_of("A2");
  auto second = post("/api/ticket/book", body, "Expect: 100-continue\r\n");
  REQUIRE(connection.send(book("A1") + second.substr(0, second.size() - body.size())));
  cinema.wait_for_append();
  // A request that began later runs out of time, so the held one's deadline was checked as well.
  auto late = cinema.connect();
  REQUIRE(late.send("GET /healthz HTTP/1.1\r\nHo"));
  CHECK(late.closed_by_server());
  cinema.let_go_log();
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 100);
  REQUIRE(connection.send(body));
  CHECK(connection.expect_response().status == 202);
}

TEST_CASE("pipelining: the response to malformed bytes comes after those that are due") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  cinema.hold_log();
  REQUIRE(connection.send(book("A1") + "no HTTP\r\n\r\n" + book("A2")));
  cinema.wait_for_append();
  cinema.let_go_log();
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().code() == "BAD_REQUEST");
  CHECK(connection.closed_by_server());
  auto map = cinema.client().get("/api/movieshow/s/seats");
  CHECK(map.body.at("seats").at("A2") == "available");
}

TEST_CASE("pipelining: requests after Connection: close are not served") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  auto body = booking_of("A1");
  REQUIRE(connection.send(post("/api/ticket/book", body, "Connection: close\r\n") + book("A2")));
  auto answer = connection.expect_response();
  CHECK(answer.status == 202);
  CHECK(answer.header("Connection") == "close");
  CHECK(connection.closed_by_server());
  auto map = cinema.client().get("/api/movieshow/s/seats");
  CHECK(map.body.at("seats").at("A2") == "available");
}

TEST_CASE("pipelining: responses that the client does not read do not pile up in memory") {
  auto options = usual_options();
  options.write_timeout = 60s;
  gateway_fixture cinema{options};
  cinema.open_show("s", 10'000);
  auto client = cinema.client();
  REQUIRE(client.get("/api/movieshow/s/seats").status == 200);
  [[maybe_unused]] auto before = resident_bytes();
  auto greedy = cinema.connect();
  std::string many;
  for (int i = 0; i < 400; ++i)
    many += get("/api/movieshow/s/seats");
  REQUIRE(greedy.send(many));
  // As many for another, so that there was time for all of the first.
  for (int i = 0; i < 400; ++i)
    REQUIRE(client.send("HEAD", "/api/movieshow/s/seats", "", {}).status == 200);
#ifndef __SANITIZE_ADDRESS__ // It keeps what was freed.
  CHECK(resident_bytes() < before + (48U << 20U));
#endif
  for (int i = 0; i < 20; ++i)
    REQUIRE(greedy.expect_response().status == 200);
}

TEST_CASE("pipelining: with two I/O threads each connection gets its own responses") {
  auto options = usual_options();
  options.threads = 2;
  gateway_fixture cinema{options};
  cinema.open_show("s", 400);
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (unsigned client = 0; client < 8; ++client)
    clients.emplace_back([&, client] {
      auto connection = cinema.connect();
      std::string all;
      for (unsigned i = 1; i <= 50; ++i)
        all += book(seat_name(0, client * 50 + i)) + get("/client-" + std::to_string(client));
      connection.send(all);
      for (unsigned i = 1; i <= 50; ++i) {
        auto booked = connection.expect_response();
        right += booked.status == 202 && connection.expect_response().status == 404 ? 1 : 0;
      }
    });
  for (auto& each : clients)
    each.join();
  CHECK(right == 400);
}

} // namespace boxoffice::http::tests
