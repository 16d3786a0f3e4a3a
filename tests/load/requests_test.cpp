#include "load/requests.hpp"
#include "load/signature.hpp"
#include "load/tally.hpp"
#include "tests/support/cinema/provider.hpp"
#include "tests/support/clock.hpp"

#include <map>
#include <set>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::load::tests {

namespace {

namespace http = boost::beast::http;
using json = nlohmann::json;

struct parsed_request {
  std::string method;
  std::string target;
  http::request<http::string_body> message;
  json body;

  [[nodiscard]] std::string header(std::string_view name) const {
    auto value = message[boost::beast::string_view{name.data(), name.size()}];
    return {value.data(), value.size()};
  }
};

/// Parses the bytes, which must be one complete request to cinema.example:8080.
parsed_request parsed(const std::string& bytes) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  boost::system::error_code error;
  auto taken = parser.put(boost::asio::buffer(bytes), error);
  REQUIRE_MESSAGE(!error, error.message(), ": ", bytes);
  REQUIRE(parser.is_done());
  REQUIRE(taken == bytes.size());
  parsed_request request{{}, {}, parser.release(), {}};
  request.method = std::string{request.message.method_string()};
  request.target = std::string{request.message.target()};
  REQUIRE(request.header("host") == "cinema.example:8080");
  if (!request.message.body().empty()) {
    REQUIRE(request.header("content-type") == "application/json");
    request.body = json::parse(request.message.body());
  }
  return request;
}

/// A request maker with its options.
struct maker_fixture {
  options chosen;
  halls shows;
  payment_plan payments;
  clock::time_point now{1h};
  std::string bytes{};

  explicit maker_fixture(scenario what) {
    chosen.server = {"cinema.example", 8080};
    chosen.what = what;
    chosen.warmup = 1s;
    chosen.duration = 4s;
  }
  request_maker maker(unsigned part = 0, unsigned parts = 1) {
    if (shows.shows == 0)
      shows = plan_halls(chosen, "t");
    request_maker one{chosen, shows, payments, part, parts};
    one.begin_at(times_of(chosen, now));
    return one;
  }
  /// Counts the kinds of the next `count` requests; bookings are accepted at once.
  std::map<call, int> ask(request_maker& maker, int count) {
    std::map<call, int> kinds;
    for (int i = 0; i < count; ++i) {
      auto kind = maker.next(bytes, now);
      REQUIRE(kind.has_value());
      ++kinds[*kind];
      if (*kind == call::book)
        maker.booked(R"({"reqId":"show.)" + std::to_string(++accepted) + R"(","number":2})", now);
    }
    return kinds;
  }
  int accepted = 0;
};

} // namespace

TEST_CASE("requests: a booking is for two adjacent seats of a show of the run") {
  maker_fixture one{scenario::spread};
  auto maker = one.maker();
  REQUIRE(maker.next(one.bytes, one.now) == call::book);
  auto first = parsed(one.bytes);
  CHECK(first.method == "POST");
  CHECK(first.target == "/api/ticket/book");
  CHECK(first.body == json{{"userMail", "guest1@example.org"},
                           {"movieShowId", "bench-t-0"},
                           {"seats", {"R0-1", "R0-2"}}});
  for (int i = 0; i < 1'000; ++i)
    REQUIRE(maker.next(one.bytes, one.now) == call::book);
  CHECK(parsed(one.bytes).body == json{{"userMail", "guest1001@example.org"},
                                       {"movieShowId", "bench-t-0"},
                                       {"seats", {"R0-3", "R0-4"}}});
}

TEST_CASE("requests: the makers of all threads share the bookings, until all seats are sold") {
  maker_fixture one{scenario::spread};
  one.shows = {"bench-t-", 30, 10, 20};
  std::set<std::string> taken, mails;
  for (unsigned part = 0; part < 3; ++part) {
    auto maker = one.maker(part, 3);
    while (maker.next(one.bytes, one.now)) {
      auto body = parsed(one.bytes).body;
      CHECK(mails.insert(body["userMail"]).second);
      for (const auto& seat : body["seats"])
        CHECK(
            taken.insert(body["movieShowId"].get<std::string>() + seat.get<std::string>()).second);
    }
    CHECK_FALSE(maker.next(one.bytes, one.now).has_value());
  }
  CHECK(taken.size() == 600);
}

TEST_CASE("requests: seat maps are read of all shows in turn") {
  maker_fixture one{scenario::read};
  auto maker = one.maker(1, 2);
  std::set<std::string> targets;
  for (int i = 0; i < 500; ++i) {
    REQUIRE(maker.next(one.bytes, one.now) == call::read);
    auto request = parsed(one.bytes);
    CHECK(request.method == "GET");
    targets.insert(request.target);
  }
  CHECK(targets.size() == 500);
  CHECK(targets.contains("/api/movieshow/bench-t-1/seats"));
  CHECK(targets.contains("/api/movieshow/bench-t-999/seats"));
}

TEST_CASE("requests: twenty seats are contested, of another show after the warm-up") {
  maker_fixture one{scenario::contested};
  one.chosen.shows = 2;
  auto maker = one.maker();
  auto start = one.now;
  std::map<std::string, std::set<std::string>> wanted;
  auto ask_until = [&](clock::time_point until) {
    for (; one.now < until; one.now += 1ms) {
      REQUIRE(maker.next(one.bytes, one.now) == call::book);
      auto body = parsed(one.bytes).body;
      for (const auto& seat : body["seats"])
        wanted[body["movieShowId"]].insert(seat);
    }
  };
  ask_until(start + 1s);
  CHECK(wanted.size() == 1);
  CHECK(wanted["bench-t-0"].size() == 20);
  ask_until(start + 3s);
  CHECK(wanted.size() == 2);
  CHECK(wanted["bench-t-1"].size() == 20);
  ask_until(start + 6s); // Longer than it should last.
  CHECK(wanted.size() == 3);
  CHECK(wanted["bench-t-2"].size() == 20);
}

TEST_CASE("mixed: of a hundred requests 90 read, 8 book and 2 pay, once bookings are reviewed") {
  maker_fixture one{scenario::mixed};
  auto maker = one.maker();
  CHECK(one.ask(maker, 5'000) == std::map<call, int>{{call::read, 4'600}, {call::book, 400}});
  one.now += one.payments.from;
  CHECK(one.ask(maker, 5'000) ==
        std::map<call, int>{{call::read, 4'500}, {call::book, 400}, {call::pay, 100}});
  // Those bookings are paid for; the next ones are not old enough.
  CHECK(one.ask(maker, 5'000)[call::pay] == 0);
  one.now += one.payments.from;
  CHECK(one.ask(maker, 5'000)[call::pay] == 100);
}

TEST_CASE("mixed: bookings that are too old are not paid") {
  maker_fixture one{scenario::mixed};
  auto maker = one.maker();
  one.ask(maker, 5'000);
  one.now += one.payments.until + 1ms;
  CHECK(one.ask(maker, 5'000)[call::pay] == 0);
}

TEST_CASE("mixed: each payment is a separate callback, signed by Standard Webhooks") {
  auto bank = boxoffice::tests::provider{"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"};
  maker_fixture one{scenario::mixed};
  one.payments.webhook_secret = "012345678901234567890123";
  auto maker = one.maker();
  one.ask(maker, 5'000);
  one.now += one.payments.from;
  std::set<std::string> paid, payments;
  for (int i = 0; i < 5'000; ++i) {
    if (maker.next(one.bytes, one.now) != call::pay)
      continue;
    auto request = parsed(one.bytes);
    CHECK(request.target == "/api/payment/callback");
    CHECK(request.body["status"] == "SUCCESS");
    CHECK(request.body["amount"] == json{{"value", 30'000}, {"currency", "INR"}});
    auto age = boxoffice::tests::wall_now() -
               boxoffice::tests::parse_rfc3339(request.body["paidAt"].get<std::string>());
    CHECK(std::chrono::abs(age) < 1min);
    CHECK(request.header("webhook-signature") == bank.signature(request.header("webhook-id"),
                                                                request.header("webhook-timestamp"),
                                                                request.message.body()));
    CHECK(paid.insert(request.body["reqId"]).second);
    CHECK(payments.insert(request.body["paymentId"]).second);
  }
  CHECK(paid.size() == 100);
  CHECK(paid.contains("show.1"));
}

TEST_CASE("mixed: without a secret the sandbox pays") {
  maker_fixture one{scenario::mixed};
  auto maker = one.maker();
  one.ask(maker, 50);
  one.now += one.payments.from;
  std::optional<call> kind;
  while (kind != call::pay)
    kind = maker.next(one.bytes, one.now);
  auto request = parsed(one.bytes);
  CHECK(request.target == "/api/sandbox/pay");
  CHECK(request.body == json{{"reqId", "show.1"}});
  CHECK(request.header("webhook-signature") == "");
}

TEST_CASE("mixed: seat maps are of the shows on sale") {
  maker_fixture one{scenario::mixed};
  one.shows = {"bench-t-", 4, 2, 10};
  auto maker = one.maker();
  std::set<std::string> before, after;
  auto read_into = [&](std::set<std::string>& targets, int bookings) {
    while (bookings > 0) {
      auto kind = maker.next(one.bytes, one.now);
      REQUIRE(kind.has_value());
      bookings -= *kind == call::book ? 1 : 0;
      if (*kind == call::read && bookings > 0)
        targets.insert(parsed(one.bytes).target);
    }
  };
  read_into(before, 10);
  read_into(after, 10);
  CHECK(before ==
        std::set<std::string>{"/api/movieshow/bench-t-0/seats", "/api/movieshow/bench-t-1/seats"});
  CHECK(after ==
        std::set<std::string>{"/api/movieshow/bench-t-2/seats", "/api/movieshow/bench-t-3/seats"});
}

TEST_CASE("responses: 2xx is confirmed, 409, 422 and refunds are refused, others are errors") {
  for (auto status : {200U, 201U, 202U})
    CHECK(judge(call::book, status, "{}") == verdict::confirmed);
  for (auto status : {409U, 422U})
    CHECK(judge(call::book, status, "{}") == verdict::refused);
  for (auto status : {100U, 304U, 400U, 401U, 404U, 429U, 500U, 503U})
    CHECK(judge(call::book, status, "{}") == verdict::error);
  CHECK(judge(call::pay, 200, R"({"reqId":"r","outcome":"PAID"})") == verdict::confirmed);
  CHECK(judge(call::pay, 200, R"({"reqId":"r","outcome":"REFUND_DUE"})") == verdict::refused);
}

} // namespace boxoffice::load::tests
