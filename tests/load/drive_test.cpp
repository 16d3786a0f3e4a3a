#include "load/drive.hpp"
#include "tests/load/answering_server.hpp"

#include <atomic>
#include <csignal>

#include <doctest/doctest.h>

namespace boxoffice::load::tests {

namespace {

using std::chrono::microseconds;

/// Seat maps of a server that need not have any.
options reading(const answering_server& server) {
  options asked;
  asked.server.port = server.port();
  asked.what = scenario::read;
  asked.connections = 16;
  asked.warmup = 0ms;
  asked.duration = 1s;
  return asked;
}

result<outcome> tried(
    const options& asked, const std::function<void(const second&)>& told = [](const second&) {}) {
  return drive(asked, plan_halls(asked, "t"), {}, told);
}

outcome driven(const options& asked) {
  auto done = tried(asked);
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().why));
  return std::move(*done);
}

const call_tally& reads(const outcome& done) { return done.measured.of(call::read); }

/// Long, so that what a busy machine adds does not look like it.
answering_server::behaviour stalling_once() {
  answering_server::behaviour how;
  how.stall_at = 300;
  how.stall = 1s;
  return how;
}

answering_server::behaviour answering(std::function<std::string(std::uint64_t)> answer) {
  answering_server::behaviour how;
  how.answer = [answer = std::move(answer)](std::uint64_t number, const auto&) {
    return answer(number);
  };
  return how;
}

} // namespace

TEST_CASE("open loop: a stall costs each request that was due in it, from when it was due") {
  answering_server server{stalling_once()};
  auto asked = reading(server);
  asked.rate = 1'000;
  asked.duration = 2s;
  auto done = driven(asked);
  CHECK(reads(done).confirmed == 2'000);
  CHECK(server.requests() == 2'000);
  // Of the 1,000 that were due in this second, 500 had to wait for half of it or more.
  CHECK(reads(done).latency.count_from(500ms) >= 450);
  CHECK(reads(done).latency.max() >= 900ms);
  CHECK(reads(done).latency.percentile(90) >= 700ms);
  CHECK(done.longest_pause > 0ms);
  CHECK(done.measured.dropped == 0);
  CHECK(done.clean());
}

TEST_CASE("closed loop: a stall costs one request of each connection") {
  answering_server server{stalling_once()};
  auto asked = reading(server);
  auto done = driven(asked);
  CHECK(reads(done).latency.count_from(900ms) >= asked.connections);
  CHECK(done.longest_pause > 0ms);
  CHECK(reads(done).confirmed == server.requests());
  CHECK(done.clean());
}

TEST_CASE("open loop: more threads keep the same schedule") {
  answering_server server;
  auto asked = reading(server);
  asked.rate = 1'000;
  asked.threads = 3;
  auto done = driven(asked);
  CHECK(reads(done).confirmed == 1'000);
  CHECK(server.requests() == 1'000);
}

TEST_CASE("open loop: what a server cannot take is dropped, and the rate was not held") {
  // With one connection and 2 ms an answer, no more than 500 requests a second get through.
  auto how = answering([](std::uint64_t) { return answer_of(200, "{}"); });
  how.in_halves = true;
  answering_server server{how};
  auto asked = reading(server);
  asked.connections = 1;
  asked.rate = 10'000;
  asked.timeout = 200ms;
  auto done = driven(asked);
  CHECK_FALSE(done.rate_held);
  CHECK(done.measured.dropped + reads(done).answers() == 10'000);
  CHECK(reads(done).answers() == server.requests());
  CHECK(done.measured.dropped > 5'000);
  // Who was answered had waited as long as one may.
  CHECK(reads(done).latency.max() >= 150ms);
  CHECK(done.clean());
}

TEST_CASE("warm-up: its requests are counted apart") {
  answering_server server;
  auto asked = reading(server);
  asked.rate = 1'000;
  asked.warmup = 500ms;
  asked.duration = 300ms;
  auto done = driven(asked);
  CHECK(done.warmup.of(call::read).confirmed == 500);
  CHECK(reads(done).confirmed == 300);
  CHECK(reads(done).latency.count() == 300);
  CHECK(done.took >= 300ms);
}

TEST_CASE("answers: they may come in pieces, chunked, without a length or of any size") {
  std::string bytes;
  SUBCASE("a body with a length") { bytes = answer_of(200, R"({"a":"b"})"); }
  SUBCASE("chunked") {
    bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n2\r\n  \r\n0\r\n\r\n";
  }
  SUBCASE("large") { bytes = answer_of(200, std::string(300'000, ' ')); }
  SUBCASE("without a body") { bytes = "HTTP/1.1 204 No Content\r\n\r\n"; }
  auto how = answering([bytes](std::uint64_t) { return bytes; });
  how.in_halves = true;
  answering_server server{how};
  auto asked = reading(server);
  asked.rate = 500;
  asked.duration = 200ms;
  auto done = driven(asked);
  CHECK(reads(done).confirmed == 100);
  CHECK(reads(done).confirmed == server.requests());
  CHECK_MESSAGE(done.clean(), done.first_trouble);
}

TEST_CASE("answers: a server that ends each connection with its answer is asked on new ones") {
  answering_server server{answering([](std::uint64_t) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  })};
  auto asked = reading(server);
  auto done = driven(asked);
  CHECK(reads(done).confirmed > asked.connections);
  CHECK_MESSAGE(done.clean(), done.first_trouble);
}

TEST_CASE("answers: 409 and 422 are refusals, other statuses are errors with their text") {
  answering_server server{answering([](std::uint64_t number) {
    switch (number % 4) {
    case 0: return answer_of(409, "{}");
    case 1: return answer_of(422, "{}");
    case 2: return answer_of(503, R"({"code":"OVERLOADED"})");
    default: return answer_of(202, "{}");
    }
  })};
  auto asked = reading(server);
  asked.rate = 1'000;
  asked.duration = 400ms;
  auto done = driven(asked);
  CHECK(reads(done).confirmed == 100);
  CHECK(reads(done).refused == 200);
  CHECK(reads(done).errors == 100);
  CHECK(reads(done).latency.count() == 300);
  CHECK(done.measured.wrong_answers == std::map<unsigned, std::uint64_t>{{503, 100}});
  CHECK(done.first_trouble == R"(read was answered with 503: {"code":"OVERLOADED"})");
  CHECK_FALSE(done.clean());
}

TEST_CASE("errors: a connection that breaks is counted once and made again") {
  answering_server server{answering([](std::uint64_t number) {
    return number % 100 == 0 ? std::string{} : answer_of(200, "{}");
  })};
  auto asked = reading(server);
  asked.rate = 1'000;
  auto done = driven(asked);
  CHECK(done.measured.broken == 10);
  CHECK(reads(done).errors == 10);
  CHECK(reads(done).confirmed == 990);
  CHECK(done.connect_failures == 0);
  CHECK(done.first_trouble == "read got no answer: closed by the server before it answered");
}

TEST_CASE("errors: bytes that are no answer break the connection") {
  answering_server server{answering([](std::uint64_t number) {
    return number == 50 ? std::string{"hello\r\n\r\n"} : answer_of(200, "{}");
  })};
  auto asked = reading(server);
  asked.rate = 200;
  auto done = driven(asked);
  CHECK(done.measured.broken == 1);
  CHECK(reads(done).confirmed == 199);
}

TEST_CASE("errors: an answer that does not come in time is given up") {
  answering_server::behaviour how;
  how.stall_at = 100;
  how.stall = 1h;
  answering_server server{how};
  auto asked = reading(server);
  asked.timeout = 100ms;
  auto done = driven(asked);
  CHECK(reads(done).confirmed == 99);
  CHECK(done.measured.timed_out >= asked.connections);
  CHECK(done.measured.timed_out == reads(done).errors);
  CHECK(done.first_trouble == "read got no answer: none within 100 ms");
}

TEST_CASE("errors: a server that has gone ends the run") {
  answering_server::behaviour how;
  how.gone_at = 1'000;
  answering_server server{how};
  auto asked = reading(server);
  asked.duration = 1h;
  asked.timeout = 200ms;
  SUBCASE("closed loop") {}
  SUBCASE("open loop") { asked.rate = 10'000; }
  auto done = driven(asked);
  CHECK(done.how == ending::server_gone);
  CHECK(reads(done).confirmed < 1'000);
  CHECK(done.measured.broken >= 1);
  CHECK(done.connect_failures >= asked.connections);
  CHECK(done.longest_pause >= 200ms);
  CHECK_FALSE(done.clean());
}

TEST_CASE("errors: without a server there is no run") {
  options asked;
  {
    answering_server server;
    asked = reading(server);
  }
  auto done = tried(asked);
  REQUIRE(done.has_error());
  CHECK(done.error().why.find("connection 1 of 16: cannot connect to 127.0.0.1:") == 0);
  CHECK(done.error().why.find("Connection refused") != std::string::npos);
}

TEST_CASE("bookings: a closed loop ends when all seats are asked for") {
  answering_server server{answering([](std::uint64_t) { return answer_of(202, "{}"); })};
  auto asked = reading(server);
  asked.what = scenario::spread;
  asked.shows = 2;
  asked.seats = 100;
  asked.bookings = 200;
  asked.duration = 1h;
  auto done = driven(asked);
  CHECK(done.how == ending::sold_out);
  CHECK(done.measured.of(call::book).confirmed == 200);
  CHECK(server.requests() == 200);
  CHECK(done.clean());
}

TEST_CASE("progress: it is told each second, and a signal ends the run") {
  answering_server server;
  auto asked = reading(server);
  asked.rate = 500;
  asked.warmup = 1s;
  asked.duration = 1h;
  std::vector<std::uint64_t> seconds;
  auto done = tried(asked, [&](const second& latest) {
    CHECK(latest.number.count() == static_cast<std::int64_t>(seconds.size()) + 1);
    CHECK(latest.warmup == (latest.number == 1s));
    CHECK(latest.calls.latency.count() == latest.calls.answers());
    seconds.push_back(latest.calls.answers());
    if (latest.number == 2s)
      std::raise(SIGINT);
  });
  REQUIRE(done.has_value());
  CHECK(done->how == ending::interrupted);
  CHECK(seconds.size() == 2);
  CHECK(seconds[0] + seconds[1] > 0);
  CHECK(done->took >= 1s);
  CHECK(done->took < asked.duration);
  CHECK(done->clean());
}

} // namespace boxoffice::load::tests
