#include "http/limits/wrong_tokens.hpp"

#include "tests/http/gateway_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::chrono_literals;

namespace {

boost::asio::ip::address address(const std::string& text) {
  return boost::asio::ip::make_address(text);
}

/// So many wrong tokens at one time; the warnings.
std::vector<std::string> warnings(wrong_tokens& counted, const std::string& from, std::size_t times,
                                  wrong_tokens::clock::time_point now) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < times; ++i)
    if (auto warning = counted.count(address(from), now).warning)
      all.push_back(*warning);
  return all;
}

constexpr wrong_tokens::clock::time_point start{1h};

} // namespace

TEST_CASE("wrong tokens: the twentieth is logged with its address, and later ones are delayed") {
  wrong_tokens counted{100};
  for (int i = 1; i <= 20; ++i) {
    auto verdict = counted.count(address("192.0.2.7"), start);
    CHECK(verdict.delay == 0ms);
    CHECK(verdict.warning.has_value() == (i == 20));
    if (i == 20)
      CHECK(*verdict.warning == "20 wrong operator tokens from 192.0.2.7; its further ones are "
                                "refused one by one, 1000 ms apart");
  }
  CHECK(counted.count(address("192.0.2.7"), start).delay == 1s);
  CHECK(counted.count(address("192.0.2.8"), start).delay == 0ms);
}

TEST_CASE("wrong tokens: those of several connections are refused one after another") {
  wrong_tokens counted{100};
  static_cast<void>(warnings(counted, "192.0.2.7", wrong_tokens::tolerated, start));
  auto delay = [&](std::chrono::milliseconds after) {
    return counted.count(address("192.0.2.7"), start + after).delay;
  };
  CHECK(delay(0ms) == 1s);
  CHECK(delay(0ms) == 2s);
  CHECK(delay(500ms) == 2500ms); // A second after the one before.
  CHECK(delay(3s) == 1s);
  CHECK(delay(10s) == 1s); // None waits any more.
  for (int i = 2; i <= 60; ++i)
    CHECK(delay(10s) == std::chrono::seconds{i});
  CHECK(delay(10s) == wrong_tokens::longest_delay);
  CHECK(counted.count(address("192.0.2.8"), start).delay == 0ms);
}

TEST_CASE("wrong tokens: each address is logged once in ten minutes, with their number") {
  wrong_tokens counted{100};
  CHECK(warnings(counted, "192.0.2.7", 1'020, start).size() == 1);
  CHECK(warnings(counted, "192.0.2.7", 10, start + 10min - 1ms).empty());
  auto again = warnings(counted, "192.0.2.7", 10, start + 10min);
  REQUIRE(again.size() == 1);
  CHECK(again[0].starts_with("1011 wrong operator tokens from 192.0.2.7"));
}

TEST_CASE("wrong tokens: many addresses do not flood the log") {
  wrong_tokens counted{1'000};
  std::size_t logged = 0;
  for (int i = 0; i < 200; ++i)
    logged += warnings(counted, "10.0.0." + std::to_string(i), 20, start).size();
  CHECK(logged == wrong_tokens::warnings_a_minute);
  auto later = warnings(counted, "10.0.1.1", 20, start + 1min);
  REQUIRE(later.size() == 1);
  CHECK(later[0].ends_with("; 190 warnings about other addresses were left out"));
}

TEST_CASE("wrong tokens: the addresses of one IPv6 network count together, IPv4 ones do however "
          "written") {
  wrong_tokens counted{100};
  for (int i = 0; i < 19; ++i)
    CHECK(warnings(counted, "2001:db8::" + std::to_string(i), 1, start).empty());
  auto logged = warnings(counted, "2001:db8::ffff", 1, start);
  REQUIRE(logged.size() == 1);
  CHECK(logged[0].find("2001:db8::/64") != std::string::npos);
  CHECK(warnings(counted, "192.0.2.7", 10, start).empty());
  CHECK(warnings(counted, "::ffff:192.0.2.7", 10, start).size() == 1);
}

TEST_CASE("wrong tokens: an hour without one is a new start, and few addresses are remembered") {
  wrong_tokens counted{2};
  CHECK(warnings(counted, "192.0.2.7", 25, start).size() == 1);
  CHECK(counted.count(address("192.0.2.7"), start + 59min).delay == 1s);
  CHECK(counted.count(address("192.0.2.7"), start + 119min).delay == 0ms);
  CHECK(warnings(counted, "192.0.2.7", 25, start + 119min).size() == 1);
  CHECK(warnings(counted, "192.0.2.8", 1, start + 119min).empty());
  CHECK(warnings(counted, "192.0.2.9", 1, start + 119min).empty());
  CHECK(counted.count(address("192.0.2.7"), start + 119min).delay == 0ms);
}

TEST_CASE("wrong tokens: after many each refusal is delayed, and the right one never is") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto took = [&](const std::string& token) {
    auto sent = std::chrono::steady_clock::now();
    auto status = client.get("/api/refund", {{"Authorization", "Bearer " + token}}).status;
    CHECK(status == (token == boxoffice::tests::operator_token ? 200 : 401));
    return std::chrono::steady_clock::now() - sent;
  };
  for (std::size_t i = 0; i < wrong_tokens::tolerated; ++i)
    took("guess-" + std::to_string(i));
  // A refusal without a token is no guess, and is not held back by one on another connection.
  auto guesser = cinema.connect();
  REQUIRE(guesser.send(get("/api/refund", "Authorization: Bearer another-guess\r\n") +
                       get("/healthz")));
  CHECK(client.get("/api/refund").status == 401);
  CHECK(client.get("/api/refund", as_operator()).status == 200);
  CHECK(took("one-more-guess") >= wrong_tokens::penalty);
  CHECK(guesser.expect_response().status == 401);
  CHECK(guesser.expect_response().status == 200);
}

TEST_CASE(
    "wrong tokens: those that the rate limit refuses count too, because it exempts the right one") {
  auto options = usual_options();
  options.limit_rate = true;
  options.rate = 0.01;
  options.burst = 1;
  gateway_fixture cinema{options};
  auto client = cinema.client();
  auto status_of_list = [&](const std::string& token) {
    return client.get("/api/movieshow", {{"Authorization", "Bearer " + token}}).status;
  };
  CHECK(status_of_list("guess") == 200); // Anyone may list the shows, with any token.
  for (std::size_t i = 0; i < wrong_tokens::tolerated; ++i)
    CHECK(status_of_list("guess-" + std::to_string(i)) == 429);
  auto before = std::chrono::steady_clock::now();
  CHECK(status_of_list("one-more-guess") == 429);
  CHECK(std::chrono::steady_clock::now() - before >= wrong_tokens::penalty);
  CHECK(status_of_list(boxoffice::tests::operator_token) == 200);
}

TEST_CASE("wrong tokens: those with a body that only the operator may send count too") {
  gateway_fixture cinema;
  const auto options = usual_options();
  const auto size = std::to_string(options.body_limit + 1);
  auto put = [&](const std::string& headers) {
    return "PUT /api/movieshow/show HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
           headers + "Content-Length: " + size + "\r\n\r\n";
  };
  auto status_with = [&](const std::string& token) {
    auto one = cinema.connect(); // A refusal ends it.
    REQUIRE(one.send(put("Authorization: Bearer " + token + "\r\n")));
    return one.expect_response().status;
  };
  for (std::size_t i = 0; i < wrong_tokens::tolerated; ++i)
    CHECK(status_with("guess-" + std::to_string(i)) == 413);
  auto before = std::chrono::steady_clock::now();
  CHECK(status_with("one-more-guess") == 413);
  CHECK(std::chrono::steady_clock::now() - before >= wrong_tokens::penalty);
  auto by_nobody = cinema.connect();
  REQUIRE(by_nobody.send(put("")));
  CHECK(by_nobody.expect_response().status == 413);
  auto by_operator = cinema.connect();
  REQUIRE(by_operator.send(
      put("Authorization: Bearer " + std::string{boxoffice::tests::operator_token} + "\r\n") +
      std::string(options.body_limit + 1, 'x')));
  CHECK(by_operator.expect_response().status == 400); // Read to its end: it is no JSON.
}

TEST_CASE("wrong tokens: a drain refuses at once those that wait") {
  gateway_fixture cinema;
  auto client = cinema.client();
  auto guess = get("/api/refund", "Authorization: Bearer guess\r\n");
  for (std::size_t i = 0; i < wrong_tokens::tolerated; ++i)
    CHECK(client.get("/api/refund", {{"Authorization", "Bearer guess"}}).status == 401);
  std::vector<raw_connection> guessers;
  for (int i = 0; i < 40; ++i) {
    guessers.push_back(cinema.connect());
    REQUIRE(guessers.back().send(get("/healthz") + guess));
    CHECK(guessers.back().expect_response().status == 200); // So the guess has been read.
  }
  CHECK(cinema.gate().drain(20s));
  for (auto& each : guessers)
    CHECK(each.expect_response().status == 401);
}

TEST_CASE("operator token: it can be replaced while the node runs") {
  gateway_fixture cinema;
  auto client = cinema.client();
  header_list with_new{{"Authorization", "Bearer another-token-of-the-operator"}};
  CHECK(client.get("/api/refund", with_new).status == 401);
  cinema.gate().set_operator_token("another-token-of-the-operator");
  CHECK(client.get("/api/refund", with_new).status == 200);
  CHECK(client.get("/api/refund", as_operator()).status == 401);
}

} // namespace boxoffice::http::tests
