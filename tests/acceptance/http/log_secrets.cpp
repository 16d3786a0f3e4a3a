// No mail address and no secret is in any line of the log, at its most verbose level.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"

#include <set>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// The part of a reqId that only its holder knows.
std::string secret_of(const json& receipt) {
  const auto id = receipt.at("reqId").get<std::string>();
  return id.substr(id.rfind('.') + 1);
}

/// A whole sale, with what goes wrong in one. Returns what the log must not have.
std::set<std::string> sell(cinema_fixture& cinema) {
  const std::string wrong_token = "a-wrong-token-of-an-operator";
  std::set<std::string> secrets{
      operator_token, wrong_token,     cinema.bank().secret(),  cinema.bank().secret().substr(6),
      "example.com",  "example%2Ecom", "idempotency-key-of-ann"};
  // Nothing listens there: deliveries fail.
  const json receiver{{"url", "http://127.0.0.1:9/hook?key=key-of-the-receiver"}};
  const auto endpoint = cinema.client().post("/api/webhook", receiver, as_operator());
  require_status(endpoint, 201, "webhook");
  secrets.insert({endpoint.body.at("secret").get<std::string>().substr(6), "key-of-the-receiver"});
  cinema.open_show("s", hall(2, 9));
  const auto first = require_status(cinema.ask("s", {"A1", "A2"}, "ann@example.com",
                                               {{"Idempotency-Key", "idempotency-key-of-ann"}}),
                                    202, "booking")
                         .body;
  cinema.ask("s", {"A1"}, "bob@example.com");
  cinema.ask("s", {"Z9"}, "bob@example.com");
  cinema.ask("s", {"A3"}, "not a mail");
  cinema.once(first.at("reqId"), "CONFIRMED");
  const auto paid = cinema.paid("s", {"B1"}, "pay-1");
  const auto cancelled = cinema.confirmed("s", {"B2"});
  cinema.cancel(cancelled.at("reqId"));
  for (const auto* each : {&first, &paid, &cancelled})
    secrets.insert(secret_of(*each));
  auto& client = cinema.client();
  client.get("/api/ticket/" + first.at("reqId").get<std::string>() + "/history");
  client.get("/ws/ticket/" + first.at("reqId").get<std::string>());
  // Money for an unknown booking is worth a line, but not its handle.
  notice unknown = cinema.payment_for(cinema.ticket(first.at("reqId")), "pay-2");
  unknown.booking = "s.AAAAAAAAAAAAAAAAAAAAAA";
  secrets.insert("AAAAAAAAAAAAAAAAAAAAAA");
  CHECK(cinema.notify(unknown).status == 404);
  for (int i = 0; i < 25; ++i)
    client.post_nothing("/api/movieshow/s/pause", {{"Authorization", "Bearer " + wrong_token}});
  cinema.operate("/api/ticket/" + paid.at("reqId").get<std::string>() + "/cancel");
  client.del("/api/customer/ann%40example.com", as_operator());
  client.get("/nowhere/" + first.at("reqId").get<std::string>() + "?mail=ann@example.com");
  client.send("GET", "/api/ticket/ann@example.com", "", {{"X-Request-Id", "ann@example.com"}});
  return secrets;
}

} // namespace

TEST_CASE("log: no mail address and no secret is in any line at the level trace") {
  for (const auto* format : {"text", "json"}) {
    CAPTURE(format);
    cinema_fixture cinema{server_binary(),
                          {{"log.level", "trace"},
                           {"log.format", format},
                           {"review.interval", "50ms"},
                           {"webhook.allow_private", "true"},
                           {"payment.sandbox", "true"}}};
    const auto secrets = sell(cinema);
    REQUIRE(cinema.server().terminate() == exit_status{0, 0});
    const auto said = cinema.server().output() + cinema.server().errors();
    for (const auto& secret : secrets) {
      CAPTURE(secret);
      CHECK(said.find(secret) == std::string::npos);
    }
    // The level is the most verbose one, and the sale is in the log.
    for (const auto* line : {"request_booking", "record_payment", "cancel_booking", "get_history",
                             "names an unknown booking", "wrong operator tokens"})
      CHECK_MESSAGE(said.find(line) != std::string::npos, line);
  }
}

TEST_CASE("log: no password and no token of an account is in any line at the level trace") {
  cinema_fixture cinema{server_binary(), {{"log.level", "trace"}, {"auth.mode", "accounts"}}};
  cinema.open_show("s", hall(1, 9));
  const json ada{{"userMail", "ada@example.org"}, {"password", "the password of ada"}};
  auto& client = cinema.client();
  CHECK(client.post("/api/signup", ada).status == 202);
  const auto signed_in = require_status(client.post("/api/signin", ada), 200, "sign-in");
  const auto token = signed_in.body.at("token").get<std::string>();
  const auto booked =
      cinema.ask("s", {"A1"}, "ada@example.org", {{"Authorization", "Bearer " + token}});
  CHECK(booked.status == 202);
  const json wrong{{"userMail", "ada@example.org"}, {"password", "a wrong password of ada"}};
  CHECK(client.post("/api/signin", wrong).status == 401);
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  const auto said = cinema.server().output() + cinema.server().errors();
  CHECK(said.find("request_booking") != std::string::npos);
  for (const auto& secret : {std::string{"password of ada"}, std::string{"example.org"}, token,
                             token.substr(token.rfind('.'))})
    CHECK_MESSAGE(said.find(secret) == std::string::npos, secret);
}

} // namespace boxoffice::tests
