#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string too_big(std::size_t{1'100'000}, ' ');
const std::string no_json = "{";

header_list with(header_list headers, const header_list& more) {
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

std::string unix_time(std::chrono::seconds difference) {
  return std::to_string(unix_seconds(difference));
}

} // namespace

TEST_CASE("order of checks: path and method, size, caller, type, JSON, body, then the show") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto& client = cinema.client();
  const std::string show = "/api/movieshow/s";
  check_code(client.send("DELETE", show, too_big, as_text), 405, "METHOD_NOT_ALLOWED");
  check_code(client.send("PUT", show, too_big, as_text), 413, "BODY_TOO_LARGE");
  check_code(client.send("PUT", show, no_json, as_text), 401, "UNAUTHENTICATED");
  check_code(client.send("PUT", show, no_json, as_operator(as_text)), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("PUT", show, no_json, as_operator(as_json)), 400, "MALFORMED_JSON");
  const std::string block = "/api/movieshow/none/block";
  check_code(cinema.operate(block, {{"seats", 1}}), 422, "INVALID_REQUEST");
  check_code(cinema.operate(block, {{"seats", {"A1"}}}), 404, "SHOW_NOT_FOUND");
  const std::string sell = "/api/movieshow/none/sell";
  for (const json& seats : {json::array(), json{"A1", "A1"}, json{"no id"}})
    check_code(cinema.operate(sell, {{"seats", seats}, {"method", "CASH"}}), 422,
               "INVALID_REQUEST");
  const json reserved{{"seats", {"A1"}}, {"method", "CASH"}, {"reference", "free"}};
  check_code(cinema.operate(sell, reserved), 422, "INVALID_REQUEST");
  check_code(cinema.operate(sell, {{"seats", {"A1"}}, {"method", "CASH"}}), 404, "SHOW_NOT_FOUND");
}

TEST_CASE("order of checks: a booking's size, type, JSON, body, show, key, sales, seats") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 9));
  auto& client = cinema.client();
  const std::string book = "/api/ticket/book";
  check_code(client.send("POST", book, std::string(66'000, ' '), as_text), 413, "BODY_TOO_LARGE");
  check_code(client.send("POST", book, no_json, as_text), 415, "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("POST", book, no_json, as_json), 400, "MALFORMED_JSON");
  check_code(cinema.ask("none", {"A1"}, "no mail"), 422, "INVALID_REQUEST");

  const header_list key = {{"Idempotency-Key", "k"}};
  cinema.confirmed("s", {"A1"});
  CHECK(cinema.ask("s", {"A2"}, "ann@example.com", key).status == 202);
  check_code(cinema.ask("none", {"A3"}, "ann@example.com", key), 404, "SHOW_NOT_FOUND");
  CHECK(cinema.operate("/api/movieshow/s/pause").status == 200);
  check_code(cinema.ask("s", {"A3"}, "ann@example.com", key), 422, "IDEMPOTENCY_KEY_REUSED");
  check_code(cinema.ask("s", {"Z1", "A1"}), 409, "SALES_CLOSED");
  CHECK(cinema.operate("/api/movieshow/s/resume").status == 200);
  check_code(cinema.ask("s", {"A1", "Z1"}), 422, "INVALID_REQUEST");
  check_code(cinema.ask("s", {"A1", "A3"}), 409, "SEATS_UNAVAILABLE");
}

TEST_CASE("order of checks: a callback's signature is checked before its body") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  auto& client = cinema.client();
  const std::string callback = "/api/payment/callback";
  check_code(client.send("POST", callback, std::string(66'000, ' '), as_text), 413,
             "BODY_TOO_LARGE");
  check_code(client.send("POST", callback, no_json, as_text), 401, "UNAUTHENTICATED");
  const auto signed_headers = cinema.bank().headers(no_json);
  check_code(client.send("POST", callback, no_json, with(signed_headers, as_text)), 415,
             "UNSUPPORTED_MEDIA_TYPE");
  check_code(client.send("POST", callback, no_json, with(signed_headers, as_json)), 400,
             "MALFORMED_JSON");
  check_code(cinema.bank().notify_text(client, R"({"reqId":"none.x"})"), 422, "INVALID_REQUEST");
}

TEST_CASE("signature: only a fresh and right one counts, one of several is enough") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 9));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto text = cinema.payment_for(held, "p1").body().dump();
  const auto call = [&](const std::string& id, const std::string& time,
                        const std::string& signature) {
    return cinema.client().send(
        "POST", "/api/payment/callback", text,
        with({{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", signature}},
             as_json));
  };
  const auto now = unix_time(std::chrono::seconds{0});
  const auto right = cinema.bank().signature("id", now, text);
  const auto foreign = provider::with_random_secret().signature("id", now, text);
  for (const auto minutes : {-6, 6}) {
    const auto stale = unix_time(std::chrono::minutes{minutes});
    check_code(call("id", stale, cinema.bank().signature("id", stale, text)), 401,
               "UNAUTHENTICATED");
  }
  check_code(call("id", now, foreign), 401, "UNAUTHENTICATED");
  check_code(call("other", now, right), 401, "UNAUTHENTICATED");
  check_code(call("id", unix_time(std::chrono::seconds{1}), right), 401, "UNAUTHENTICATED");
  for (const auto& wrong : {std::string{}, std::string{"v1,"}, std::string{"v1"}, right.substr(3),
                            "v2," + right.substr(3), right.substr(0, right.size() - 4), right + "A",
                            "v1," + base64("short")})
    check_code(call("id", now, wrong), 401, "UNAUTHENTICATED");
  check_code(call("id", "now", right), 401, "UNAUTHENTICATED");
  check_code(call("id", "99999999999999999999999", right), 401, "UNAUTHENTICATED");
  for (const auto* missing : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
    header_list headers = as_json;
    for (const auto& header : cinema.bank().headers(text))
      if (header.first != missing)
        headers.push_back(header);
    check_code(cinema.client().send("POST", "/api/payment/callback", text, headers), 401,
               "UNAUTHENTICATED");
  }
  CHECK(cinema.ticket(held.at("reqId")) == held);
  const auto edge = unix_time(std::chrono::minutes{-4});
  CHECK(call("id", edge, foreign + " " + cinema.bank().signature("id", edge, text)).status == 200);
  CHECK(cinema.ticket(held.at("reqId")).at("status") == "PAID");
}

TEST_CASE("signature: without a secret every callback is refused with 503") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("s", hall(1, 9));
  const auto held = cinema.confirmed("s", {"A1"});
  cinema.options().set.erase("payment.webhook_secret");
  cinema.restart();
  const auto got = cinema.notify(cinema.payment_for(held, "p1"));
  check_code(got, 503, "UNAVAILABLE");
  CHECK_FALSE(got.header("Retry-After").empty());
  CHECK(cinema.ticket(held.at("reqId")) == held);
}

} // namespace boxoffice::tests
