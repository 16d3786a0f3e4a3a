#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"

#include <future>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::bearer;
using boxoffice::tests::claims_of;
using boxoffice::tests::eventually;
using boxoffice::tests::handshake_refused;
using boxoffice::tests::jwt;
using boxoffice::tests::websocket_client;
using namespace std::chrono_literals;

namespace {

websocket_client watch(const gateway_fixture& cinema, const std::string& target) {
  return websocket_client{cinema.port(), target};
}

std::string booked(const gateway_fixture& cinema, const std::string& seat) {
  auto got = cinema.client().post("/api/ticket/book", json::parse(booking_of(seat)));
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  return got.body.at("reqId");
}

unsigned refused(const gateway_fixture& cinema, const std::string& target) {
  try {
    watch(cinema, target);
  } catch (const handshake_refused& why) {
    return why.refusal.status;
  }
  return 101;
}

json operate(const gateway_fixture& cinema, const std::string& what, const json& body = {}) {
  auto through = cinema.client();
  auto got = body.is_null() ? through.post_nothing("/api/movieshow/s/" + what, as_operator())
                            : through.post("/api/movieshow/s/" + what, body, as_operator());
  REQUIRE_MESSAGE(got.status == 200, got.summary());
  return got.body;
}

} // namespace

TEST_CASE("push: a show's watcher gets its seats, then each change by version") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  CHECK(
      watcher.next() ==
      json{{"version", 1},
           {"salesStatus", "OPEN"},
           {"seats",
            {{"A1", "available"}, {"A2", "available"}, {"A3", "available"}, {"A4", "available"}}}});
  const auto booking = booked(cinema, "A2");
  CHECK(watcher.next() == json{{"version", 2}, {"changed", {{"A2", "in_review"}}}});
  operate(cinema, "block", {{"seats", {"A4"}}});
  CHECK(watcher.next() == json{{"version", 3}, {"changed", {{"A4", "blocked"}}}});
  CHECK(cinema.client().del("/api/ticket/" + booking).status == 200);
  CHECK(watcher.next() == json{{"version", 4}, {"changed", {{"A2", "available"}}}});
}

TEST_CASE("push: a change of neither seats nor sales is not pushed, and is in the next version") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  booked(cinema, "A1");
  auto watcher = watch(cinema, "/ws/movieshow/s");
  CHECK(watcher.next().at("version") == 2);
  booked(cinema, "A1"); // Contested: the seat stays in review.
  booked(cinema, "A2");
  CHECK(watcher.next() == json{{"version", 4}, {"changed", {{"A2", "in_review"}}}});
}

TEST_CASE("push: a pause, a resume and a cancellation of the show are pushed at once") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  watcher.next();
  const json paused{{"version", 2}, {"salesStatus", "PAUSED"}, {"changed", json::object()}};
  const json resumed{{"version", 3}, {"salesStatus", "OPEN"}, {"changed", json::object()}};
  operate(cinema, "pause");
  CHECK(watcher.next() == paused);
  CHECK(watch(cinema, "/ws/movieshow/s").next().at("salesStatus") == "PAUSED");
  operate(cinema, "resume");
  CHECK(watcher.next() == resumed);
  auto back = watch(cinema, "/ws/movieshow/s?after=1");
  CHECK(back.next() == paused);
  CHECK(back.next() == resumed);
  operate(cinema, "cancel");
  CHECK(watcher.next().at("salesStatus") == "CANCELLED");
}

TEST_CASE("push: a client that reconnects gets what it missed, or a snapshot if that is not kept") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto first = watch(cinema, "/ws/movieshow/s");
  first.next();
  for (const auto* seat : {"A1", "A2", "A3"}) {
    booked(cinema, seat);
    first.next();
  }
  const json second_change = {{"version", 3}, {"changed", {{"A2", "in_review"}}}};
  const json third_change = {{"version", 4}, {"changed", {{"A3", "in_review"}}}};
  SUBCASE("some changes") {
    auto back = watch(cinema, "/ws/movieshow/s?after=2");
    CHECK(back.next() == second_change);
    CHECK(back.next() == third_change);
  }
  SUBCASE("none") {
    auto back = watch(cinema, "/ws/movieshow/s?after=4");
    booked(cinema, "A4");
    CHECK(back.next() == json{{"version", 5}, {"changed", {{"A4", "in_review"}}}});
  }
  SUBCASE("after all had gone") {
    first.leave();
    auto back = watch(cinema, "/ws/movieshow/s?after=3");
    CHECK(back.next() == third_change);
  }
  SUBCASE("ahead of what there is") {
    auto back = watch(cinema, "/ws/movieshow/s?after=99");
    const auto frame = back.next();
    CHECK(frame.at("version") == 4);
    CHECK(frame.at("seats").at("A3") == "in_review");
  }
  SUBCASE("before the feed was there") {
    auto back = watch(cinema, "/ws/movieshow/s?after=0");
    CHECK(back.next().contains("seats"));
  }
}

TEST_CASE("push: the first watcher of a show gets a snapshot if it is ahead of it") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s?after=99999");
  const auto first = watcher.next();
  CHECK(first.at("version") == 1);
  CHECK(first.at("seats").size() == 2);
  booked(cinema, "A2");
  CHECK(watcher.next() == json{{"version", 2}, {"changed", {{"A2", "in_review"}}}});
}

TEST_CASE("push: all watchers of a show get the same frames") {
  auto options = usual_options();
  options.max_connections_per_address = 1'000;
  gateway_fixture cinema{options};
  cinema.open_show("s", 2);
  std::vector<websocket_client> watchers;
  for (int i = 0; i < 600; ++i) { // More than are served in one turn of the loop.
    watchers.push_back(watch(cinema, "/ws/movieshow/s"));
    CHECK(watchers.back().next().at("version") == 1);
  }
  booked(cinema, "A1");
  for (auto& each : watchers)
    CHECK(each.next() == json{{"version", 2}, {"changed", {{"A1", "in_review"}}}});
}

TEST_CASE("push: a ticket's watcher gets the booking, its change, and a close when it is over") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  const auto booking = booked(cinema, "A1");
  const auto ticket = "/api/ticket/" + booking;
  auto watcher = watch(cinema, "/ws/ticket/" + booking);
  CHECK(watcher.next() == cinema.client().get(ticket).body);
  const auto cancelled = cinema.client().del(ticket).body;
  CHECK(watcher.next() == cancelled);
  CHECK(watcher.close_code() == 1000);
  // Who comes late gets the end at once.
  auto late = watch(cinema, "/ws/ticket/" + booking);
  CHECK(late.next() == cancelled);
  CHECK(late.close_code() == 1000);
}

TEST_CASE("push: a ticket's watcher gets what the operator changes while the status stays") {
  gateway_fixture cinema;
  cinema.open_show("s", 4);
  auto client = cinema.client();
  auto got = client.post(
      "/api/ticket/book",
      {{"userMail", "ann@example.org"}, {"movieShowId", "s"}, {"seats", {"A1", "A2", "A3"}}});
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  const auto id = got.body.at("reqId").get<std::string>();
  auto watcher = watch(cinema, "/ws/ticket/" + id);
  CHECK(watcher.next().at("seats") == json{"A1", "A2", "A3"});
  for (const auto* seat : {"A2", "A3"}) {
    auto changed = client.post("/api/ticket/" + id + "/cancel", {{"seats", {seat}}}, as_operator());
    REQUIRE_MESSAGE(changed.status == 200, changed.summary());
    CHECK(changed.body.at("status") == "IN_REVIEW");
    CHECK(watcher.next() == changed.body);
  }
  CHECK(watch(cinema, "/ws/ticket/" + id).next().at("seats") == json{"A1"});
}

TEST_CASE("push: a customer's watcher of a ticket is closed with 1008 when the token expires") {
  auto options = usual_options();
  options.auth.mode = auth_mode::jwt;
  options.auth.jwt_secret = token_secret;
  options.auth.leeway = 30s;
  gateway_fixture cinema{options};
  cinema.open_show("s", 2);
  const auto until = [](std::chrono::seconds valid) {
    return bearer(jwt(token_secret, claims_of("ann@example.com", valid)));
  };
  const auto brief = until(60s);
  auto got = cinema.client().post("/api/ticket/book", json::parse(booking_of("A1")), brief);
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  const auto id = got.body.at("reqId").get<std::string>();
  websocket_client watcher{cinema.port(), "/ws/ticket/" + id, brief};
  websocket_client longer{cinema.port(), "/ws/ticket/" + id, until(1h)};
  websocket_client of_show{cinema.port(), "/ws/movieshow/s", brief};
  of_show.next();
  watcher.next();
  longer.next();
  cinema.pass(70s); // Within the leeway.
  CHECK(cinema.client().get("/api/ticket/" + id, brief).status == 200);
  cinema.pass(30s);
  CHECK(watcher.close_code() == 1008);
  CHECK(cinema.client().get("/api/ticket/" + id, brief).status == 401);
  CHECK(cinema.client().del("/api/ticket/" + id, until(1h)).status == 200);
  CHECK(longer.next().at("status") == "CANCELLED");
  CHECK(longer.close_code() == 1000);
  CHECK(of_show.next().contains("changed")); // It needed no token.
}

TEST_CASE("push: a stranger's handshake gets a problem and no WebSocket") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  CHECK(refused(cinema, "/ws/movieshow/t") == 404);
  CHECK(refused(cinema, "/ws/ticket/s.AAAAAAAAAAAAAAAAAAAAAA") == 404);
  CHECK(refused(cinema, "/ws/ticket/nonsense") == 404);
  CHECK(refused(cinema, "/ws/movieshow/s?after=x") == 422);
  CHECK(refused(cinema, "/ws/nothing") == 404);
  const auto plain = cinema.client().get("/ws/movieshow/s");
  CHECK(plain.status == 400);
  CHECK(plain.code() == "BAD_REQUEST");
}

TEST_CASE("push: an invalid handshake (RFC 6455) gets a problem like other requests") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto line = cinema.connect();
  const std::string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  const std::string version = "Sec-WebSocket-Version: 13\r\n";
  const std::string nonce = "AAAAAAAAAAAAAAAAAAAAAA==";
  const auto key = [](const std::string& text) { return "Sec-WebSocket-Key: " + text + "\r\n"; };
  const auto refused = [&](const std::string& headers) {
    REQUIRE(line.send(get("/ws/movieshow/s", upgrade + headers)));
    auto got = line.expect_response();
    CHECK(got.header("Content-Type") == "application/problem+json");
    return got;
  };
  for (const auto& wrong :
       {std::string{"abc"}, std::string{}, std::string(24, 'A'), std::string(22, 'A'),
        std::string(23, 'A') + '=', std::string(26, 'A') + "==", std::string(43, 'A') + '=',
        std::string{"AAAAAAAAAAAAAAAAAAAAA =="}, std::string{"AAAAAAAAAAAAAAAAAAAAA_=="},
        std::string("\xc3\xa4") + nonce})
    CHECK(refused(version + key(wrong)).code() == "BAD_REQUEST");
  CHECK(refused(version).code() == "BAD_REQUEST");
  CHECK(refused(version + key(nonce) + key(nonce)).code() == "BAD_REQUEST");
  CHECK(refused(key(nonce)).code() == "BAD_REQUEST");
  for (const auto* other : {"12", "8", "013", "14", "13, 8"}) {
    auto got = refused("Sec-WebSocket-Version: " + std::string{other} + "\r\n" + key(nonce));
    CHECK(got.status == 426);
    CHECK(got.code() == "UPGRADE_REQUIRED");
    CHECK(got.header("Sec-WebSocket-Version") == "13");
  }
  REQUIRE(line.send(get("/ws/movieshow/s", upgrade + version + key(nonce))));
  auto opened = line.expect_response(true);
  CHECK(opened.status == 101);
  CHECK(opened.header("X-Content-Type-Options") == "nosniff");
  CHECK(opened.header("Referrer-Policy") == "no-referrer");
}

TEST_CASE("push: a refused handshake leaves the connection usable") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto line = cinema.connect();
  REQUIRE(line.send(handshake("/ws/movieshow/t") + get("/healthz")));
  CHECK(line.expect_response().code() == "SHOW_NOT_FOUND");
  CHECK(line.expect_response().status == 200);
  // Nor does it begin if more requests were sent already.
  REQUIRE(line.send(handshake("/ws/movieshow/s") + get("/healthz")));
  CHECK(line.expect_response().code() == "BAD_REQUEST");
  CHECK(line.expect_response().status == 200);
}

TEST_CASE("push: nothing is pushed before it is durable") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  cinema.open_show("t", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  watcher.next();
  cinema.hold_log();
  auto line = cinema.connect();
  REQUIRE(line.send(book("A1")));
  cinema.wait_for_append();
  // Whatever the feed had to say before it says this is there when this is.
  auto other = watch(cinema, "/ws/movieshow/t");
  other.next();
  CHECK_FALSE(watcher.has_something());
  cinema.let_go_log();
  CHECK(watcher.next().at("version") == 2);
  CHECK(line.expect_response().status == 202);
}

TEST_CASE("push: a client that does not read is dropped with 1013, and others are not affected") {
  auto options = usual_options();
  options.push_queue = 8;
  gateway_fixture cinema{options};
  cinema.open_show("s", 2'000);
  auto slow = watch(cinema, "/ws/movieshow/s");
  auto quick = watch(cinema, "/ws/movieshow/s");
  quick.next();
  json seats = json::array();
  for (unsigned i = 1; i <= 2'000; ++i)
    seats.push_back(seat_name(0, i));
  // What the two systems hold for a client that does not read is some hundred KiB, these are 1.6
  // MB.
  for (std::uint64_t version = 2; version <= 41; ++version) {
    operate(cinema, version % 2 == 0 ? "block" : "unblock", {{"seats", seats}});
    CHECK(quick.next().at("version") == version);
  }
  CHECK(slow.close_code() == 1013);
}

TEST_CASE("push: what a client sends is ignored, and too much of it ends the connection") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  watcher.next();
  CHECK(watcher.send("is anybody there?"));
  booked(cinema, "A1");
  CHECK(watcher.next().at("version") == 2);
  watcher.send(std::string(2'000, 'x'));
  // What it still sends may take the goodbye with it.
  CHECK(watcher.close_code().value_or(1009) == 1009);
}

TEST_CASE("push: a client that does not answer pings is dropped") {
  auto options = usual_options();
  options.push_idle_timeout = 200ms;
  gateway_fixture cinema{options};
  cinema.open_show("s", 2);
  auto dead = watch(cinema, "/ws/movieshow/s");
  CHECK(eventually(60s, [&] { return dead.ended(); }));
}

TEST_CASE("push: a client that answers pings stays") {
  auto options = usual_options();
  options.push_idle_timeout = 3s; // A busy host may hold the answer up for a second.
  gateway_fixture cinema{options};
  cinema.open_show("s", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  watcher.next();
  watcher.read_until_pinged(3);
  booked(cinema, "A1");
  CHECK(watcher.next().at("version") == 2);
}

TEST_CASE("push: a node that shuts down closes with 1001") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto watcher = watch(cinema, "/ws/movieshow/s");
  watcher.next();
  auto ended = std::async(std::launch::async, [&] { return cinema.gate().drain(60s); });
  CHECK(watcher.close_code() == 1001);
  CHECK(ended.get());
}

} // namespace boxoffice::http::tests
