#include "load/drive.hpp"
#include "tests/load/scripted_server.hpp"

#include <atomic>
#include <csignal>

#include <doctest/doctest.h>

namespace boxoffice::load::tests {

namespace {

using std::chrono::microseconds;

/// Reads seat maps, of shows that the scripted server need not have.
options reading(const scripted_server& server) {
  options chosen;
  chosen.server.port = server.port();
  chosen.what = scenario::read;
  chosen.connections = 16;
  chosen.warmup = 0ms;
  chosen.duration = 1s;
  return chosen;
}

result<outcome> tried(
    const options& chosen,
    const std::function<void(const second&)>& on_second = [](const second&) {}) {
  return drive(chosen, plan_halls(chosen, "t"), {}, on_second);
}

outcome driven(const options& chosen) {
  auto done = tried(chosen);
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().why));
  return std::move(*done);
}

/// Number of latencies of at least this length.
std::uint64_t count_from(const histogram& latency, microseconds least) {
  std::uint64_t count = 0;
  const auto all = static_cast<double>(latency.count());
  while (count < latency.count() &&
         latency.percentile(100 * (all - static_cast<double>(count)) / all) >= least)
    ++count;
  return count;
}

const call_tally& reads(const outcome& done) { return done.measured.of(call::read); }

/// Long, so that delays of a busy machine are not taken for it.
scripted_server::behaviour stalling_once() {
  scripted_server::behaviour how;
  how.stall_at = 300;
  how.stall = 1s;
  return how;
}

scripted_server::behaviour responding_with(std::function<std::string(std::uint64_t)> answer) {
  scripted_server::behaviour how;
  how.answer = [answer = std::move(answer)](std::uint64_t number, const auto&) {
    return answer(number);
  };
  return how;
}

} // namespace

TEST_CASE("open loop: a stall costs each request that was due in it, from when it was due") {
  scripted_server server{stalling_once()};
  auto chosen = reading(server);
  chosen.rate = 1'000;
  chosen.duration = 2s;
  auto done = driven(chosen);
  CHECK(reads(done).confirmed == 2'000);
  CHECK(server.requests() == 2'000);
  // Of the 1,000 that were due in this second, 500 had to wait for half of it or more.
  CHECK(count_from(reads(done).latency, 500ms) >= 450);
  CHECK(reads(done).latency.max() >= 900ms);
  CHECK(reads(done).latency.percentile(90) >= 700ms);
  CHECK(done.longest_pause > 0ms);
  CHECK(done.measured.dropped == 0);
  CHECK(done.clean());
}

TEST_CASE("closed loop: a stall costs one request of each connection") {
  scripted_server server{stalling_once()};
  auto chosen = reading(server);
  auto done = driven(chosen);
  CHECK(count_from(reads(done).latency, 900ms) >= chosen.connections);
  CHECK(done.longest_pause > 0ms);
  CHECK(reads(done).confirmed == server.requests());
  CHECK(done.clean());
}

TEST_CASE("open loop: more threads keep the same schedule") {
  scripted_server server;
  auto chosen = reading(server);
  chosen.rate = 1'000;
  chosen.threads = 3;
  auto done = driven(chosen);
  CHECK(reads(done).confirmed == 1'000);
  CHECK(server.requests() == 1'000);
}

TEST_CASE(
    "open loop: requests beyond the server's capacity are dropped, and the rate is not held") {
  // With one connection and 2 ms an answer, no more than 500 requests a second get through.
  auto how = responding_with([](std::uint64_t) { return response_of(200, "{}"); });
  how.in_halves = true;
  scripted_server server{how};
  auto chosen = reading(server);
  chosen.connections = 1;
  chosen.rate = 10'000;
  chosen.timeout = 200ms;
  auto done = driven(chosen);
  CHECK_FALSE(done.rate_held);
  CHECK(done.measured.dropped + reads(done).answered() == 10'000);
  CHECK(reads(done).answered() == server.requests());
  CHECK(done.measured.dropped > 5'000);
  // Requests that got through had waited almost for the time-out.
  CHECK(reads(done).latency.max() >= 150ms);
  CHECK(done.clean());
}

TEST_CASE("open loop: a request without patience is dropped instead of being sent late") {
  scripted_server server{stalling_once()};
  auto chosen = reading(server);
  chosen.rate = 1'000;
  chosen.duration = 2s;
  chosen.patience = 0ms;
  auto done = driven(chosen);
  CHECK_FALSE(done.rate_held);
  CHECK(done.measured.dropped + reads(done).answered() == 2'000);
  // All but those that were under way in the stall.
  CHECK(count_from(reads(done).latency, 500ms) <= chosen.connections);
}

TEST_CASE("warm-up: its requests are counted apart") {
  scripted_server server;
  auto chosen = reading(server);
  chosen.rate = 1'000;
  chosen.warmup = 500ms;
  chosen.duration = 300ms;
  auto done = driven(chosen);
  CHECK(done.warmup.of(call::read).confirmed == 500);
  CHECK(reads(done).confirmed == 300);
  CHECK(reads(done).latency.count() == 300);
  CHECK(done.took >= 300ms);
}

TEST_CASE("responses: they may come in pieces, chunked, without a length or of any size") {
  std::string bytes;
  SUBCASE("a body with a length") { bytes = response_of(200, R"({"a":"b"})"); }
  SUBCASE("chunked") {
    bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n2\r\n  \r\n0\r\n\r\n";
  }
  SUBCASE("large") { bytes = response_of(200, std::string(300'000, ' ')); }
  SUBCASE("without a body") { bytes = "HTTP/1.1 204 No Content\r\n\r\n"; }
  auto how = responding_with([bytes](std::uint64_t) { return bytes; });
  how.in_halves = true;
  scripted_server server{how};
  auto chosen = reading(server);
  chosen.rate = 500;
  chosen.duration = 200ms;
  auto done = driven(chosen);
  CHECK(reads(done).confirmed == 100);
  CHECK(reads(done).confirmed == server.requests());
  CHECK_MESSAGE(done.clean(), done.first_error);
}

TEST_CASE("responses: a server that closes each connection gets new ones") {
  scripted_server server{responding_with([](std::uint64_t) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  })};
  auto chosen = reading(server);
  auto done = driven(chosen);
  CHECK(reads(done).confirmed > chosen.connections);
  CHECK_MESSAGE(done.clean(), done.first_error);
}

TEST_CASE("responses: 409 and 422 are refusals, other statuses are errors with their text") {
  scripted_server server{responding_with([](std::uint64_t number) {
    switch (number % 4) {
    case 0: return response_of(409, "{}");
    case 1: return response_of(422, "{}");
    case 2: return response_of(503, R"({"code":"OVERLOADED"})");
    default: return response_of(202, "{}");
    }
  })};
  auto chosen = reading(server);
  chosen.rate = 1'000;
  chosen.duration = 400ms;
  auto done = driven(chosen);
  CHECK(reads(done).confirmed == 100);
  CHECK(reads(done).refused == 200);
  CHECK(reads(done).errors == 100);
  CHECK(reads(done).latency.count() == 300);
  CHECK(done.measured.wrong_answers == std::map<unsigned, std::uint64_t>{{503, 100}});
  CHECK(done.first_error == R"(read: response 503: {"code":"OVERLOADED"})");
  CHECK_FALSE(done.clean());
}

TEST_CASE("errors: a broken connection is counted once and reopened") {
  scripted_server server{responding_with([](std::uint64_t number) {
    return number % 100 == 0 ? std::string{} : response_of(200, "{}");
  })};
  auto chosen = reading(server);
  chosen.rate = 1'000;
  auto done = driven(chosen);
  CHECK(done.measured.broken == 10);
  CHECK(reads(done).errors == 10);
  CHECK(reads(done).confirmed == 990);
  CHECK(done.connect_failures == 0);
  CHECK(done.first_error == "read: no response: closed by the server before the response");
}

TEST_CASE("errors: malformed bytes break the connection") {
  scripted_server server{responding_with([](std::uint64_t number) {
    return number == 50 ? std::string{"hello\r\n\r\n"} : response_of(200, "{}");
  })};
  auto chosen = reading(server);
  chosen.rate = 200;
  auto done = driven(chosen);
  CHECK(done.measured.broken == 1);
  CHECK(reads(done).confirmed == 199);
}

TEST_CASE("errors: a response that does not come in time is an error") {
  scripted_server::behaviour how;
  how.stall_at = 100;
  how.stall = 1h;
  scripted_server server{how};
  auto chosen = reading(server);
  chosen.timeout = 100ms;
  auto done = driven(chosen);
  CHECK(reads(done).confirmed == 99);
  CHECK(done.measured.timed_out >= chosen.connections);
  CHECK(done.measured.timed_out == reads(done).errors);
  CHECK(done.first_error == "read: no response: none within 100 ms");
}

TEST_CASE("errors: a server that stays unreachable ends the run") {
  scripted_server::behaviour how;
  how.gone_at = 1'000;
  scripted_server server{how};
  auto chosen = reading(server);
  chosen.duration = 1h;
  chosen.timeout = 200ms;
  SUBCASE("closed loop") {}
  SUBCASE("open loop") { chosen.rate = 10'000; }
  auto done = driven(chosen);
  CHECK(done.how == ending::server_gone);
  CHECK(reads(done).confirmed < 1'000);
  CHECK(done.measured.broken >= 1);
  CHECK(done.connect_failures >= chosen.connections);
  CHECK(done.longest_pause >= 200ms);
  CHECK_FALSE(done.clean());
}

TEST_CASE("errors: the run does not start without a server") {
  options chosen;
  {
    scripted_server server;
    chosen = reading(server);
  }
  auto done = tried(chosen);
  REQUIRE(done.has_error());
  CHECK(done.error().why.find("connection 1 of 16: cannot connect to 127.0.0.1:") == 0);
  CHECK(done.error().why.find("Connection refused") != std::string::npos);
}

TEST_CASE("bookings: a closed loop ends when all seats are booked") {
  scripted_server server{responding_with([](std::uint64_t) { return response_of(202, "{}"); })};
  auto chosen = reading(server);
  chosen.what = scenario::spread;
  chosen.shows = 2;
  chosen.seats = 100;
  chosen.bookings = 200;
  chosen.duration = 1h;
  auto done = driven(chosen);
  CHECK(done.how == ending::sold_out);
  CHECK(done.measured.of(call::book).confirmed == 200);
  CHECK(server.requests() == 200);
  CHECK(done.clean());
}

TEST_CASE("progress: it is reported each second, and a signal ends the run") {
  scripted_server server;
  auto chosen = reading(server);
  chosen.rate = 500;
  chosen.warmup = 1s;
  chosen.duration = 1h;
  std::vector<std::uint64_t> seconds;
  auto done = tried(chosen, [&](const second& latest) {
    CHECK(latest.number.count() == static_cast<std::int64_t>(seconds.size()) + 1);
    CHECK(latest.warmup == (latest.number == 1s));
    CHECK(latest.calls.latency.count() == latest.calls.answered());
    seconds.push_back(latest.calls.answered());
    if (latest.number == 2s)
      std::raise(SIGINT);
  });
  REQUIRE(done.has_value());
  CHECK(done->how == ending::interrupted);
  CHECK(seconds.size() == 2);
  CHECK(seconds[0] + seconds[1] > 0);
  CHECK(done->took >= 1s);
  CHECK(done->took < chosen.duration);
  CHECK(done->clean());
}

} // namespace boxoffice::load::tests
