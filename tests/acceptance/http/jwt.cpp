#include "tests/support/crypto/jwt.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string secret = "a-secret-of-at-least-thirty-two-bytes";
const std::string ann = "ann@example.com";
const std::string bob = "bob@example.com";

settings jwt_mode() {
  return {{"review.interval", "50ms"}, {"auth.mode", "jwt"}, {"auth.jwt_secret", secret}};
}

header_list token_of(const std::string& mail) { return bearer(jwt(secret, claims_of(mail))); }

} // namespace

TEST_CASE("jwt: booking and its ticket need a token of the customer, another's is forbidden") {
  cinema_fixture cinema{server_binary(), jwt_mode()};
  cinema.open_show("s", hall(1, 9));
  auto& client = cinema.client();
  check_code(cinema.ask("s", {"A1"}, ann), 401, "UNAUTHENTICATED");
  check_code(cinema.ask("s", {"A1"}, ann, token_of(bob)), 403, "FORBIDDEN");
  const auto got = cinema.ask("s", {"A1"}, ann, token_of("Ann@Example.com"));
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  const auto ticket = "/api/ticket/" + got.body.at("reqId").get<std::string>();
  for (const auto& target : {ticket, ticket + "/history"}) {
    check_code(client.get(target), 401, "UNAUTHENTICATED");
    check_code(client.get(target, token_of(bob)), 403, "FORBIDDEN");
    CHECK(client.get(target, token_of(ann)).status == 200);
  }
  check_code(client.del(ticket), 401, "UNAUTHENTICATED");
  check_code(client.del(ticket, token_of(bob)), 403, "FORBIDDEN");
  CHECK(client.get(ticket, token_of(ann)).body.at("status") != "CANCELLED");
  CHECK(client.del(ticket, token_of(ann)).status == 200);
}

TEST_CASE("jwt: a ticket's WebSocket opens for its own customer only, a show's for anyone") {
  cinema_fixture cinema{server_binary(), jwt_mode()};
  cinema.open_show("s", hall(1, 9));
  const auto booked = cinema.ask("s", {"A1"}, ann, token_of(ann));
  const auto ticket = "/ws/ticket/" + booked.body.at("reqId").get<std::string>();
  const auto port = cinema.server().port();
  const auto refused = [&](const header_list& headers) {
    try {
      websocket_client{port, ticket, headers};
    } catch (const handshake_refused& why) {
      return why.refusal.status;
    }
    return 101U;
  };
  CHECK(refused({}) == 401);
  CHECK(refused(token_of(bob)) == 403);
  websocket_client hers{port, ticket, token_of(ann)};
  CHECK(hers.next().at("seats") == json{"A1"});
  CHECK(websocket_client{port, "/ws/movieshow/s"}.next().at("seats").contains("A1"));
}

TEST_CASE(
    "jwt: only a complete, fresh, correctly signed HS256 token with email and exp is accepted") {
  cinema_fixture cinema{server_binary(), jwt_mode()};
  cinema.open_show("s", hall(1, 9));
  const auto good = jwt(secret, claims_of(ann));
  const json no_expiry = {{"email", ann}};
  auto no_mail = claims_of(ann);
  no_mail.erase("email");
  auto odd_expiry = claims_of(ann);
  odd_expiry["exp"] = "never";
  const std::string unsigned_token =
      base64url(R"({"alg":"none"})") + "." + base64url(claims_of(ann).dump()) + ".";
  const std::vector<std::string> wrong = {
      jwt("another-secret-of-at-least-32-bytes", claims_of(ann)),
      jwt(secret, claims_of(ann, std::chrono::hours{-1})),
      jwt(secret, no_expiry),
      jwt(secret, no_mail),
      jwt(secret, odd_expiry),
      jwt(secret, json::array()),
      jwt(secret, claims_of(ann), {{"alg", "none"}}),
      jwt(secret, claims_of(ann), {{"alg", "HS512"}}),
      jwt(secret, claims_of(ann), json::object()),
      unsigned_token,
      good.substr(0, good.size() - 2),
      good + "A",
      good.substr(0, good.rfind('.')),
      good + "." + good,
      ".."};
  for (const auto& token : wrong) {
    CAPTURE(token);
    check_code(cinema.ask("s", {"A1"}, ann, bearer(token)), 401, "UNAUTHENTICATED");
  }
  CHECK(cinema.ask("s", {"A1"}, ann, bearer(good)).status == 202);
}

TEST_CASE("jwt: public, operator and provider requests are unchanged") {
  cinema_fixture cinema{server_binary(), jwt_mode()};
  cinema.open_show("s", hall(1, 9));
  for (const auto* target : {"/api/movieshow", "/api/movieshow/s", "/api/movieshow/s/seats",
                             "/api/movieshow/s/seatsavailable", "/healthz", "/readyz"})
    CHECK(cinema.client().get(target).status == 200);
  CHECK(cinema.refunds().empty());
  check_code(cinema.client().get("/api/refund", token_of(ann)), 403, "FORBIDDEN");
  const auto got = cinema.ask("s", {"A1"}, ann, token_of(ann));
  REQUIRE(got.status == 202);
  CHECK(cinema.notify(cinema.payment_for(got.body, "p1")).status == 200);
}

TEST_CASE("jwt: a secret under 32 bytes, or none, stops the start") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().set["auth.mode"] = "jwt";
  SUBCASE("none") {}
  SUBCASE("31 bytes") { cinema.options().set["auth.jwt_secret"] = std::string(31, 's'); }
  const auto ended = run_command(serve_command(cinema.options()), std::chrono::seconds{60});
  CHECK(ended.status.code > 0);
  CHECK(ended.errors.find("auth.jwt_secret") != std::string::npos);
}

} // namespace boxoffice::tests
