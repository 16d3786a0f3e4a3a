#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string ada = "ada@example.org";
const std::string right_password = "correct horse battery";

json credentials_of(const std::string& mail, const std::string& password = right_password) {
  return {{"userMail", mail}, {"password", password}};
}

struct account_cinema : cinema_fixture {
  explicit account_cinema(settings more = {})
      : cinema_fixture{server_binary(), [&] {
                         more.insert({{"auth.mode", "accounts"}, {"review.interval", "50ms"}});
                         return more;
                       }()} {}

  response sign_up(const json& body) { return client().post("/api/signup", body); }
  response sign_in(const json& body) { return client().post("/api/signin", body); }
  header_list token_of(const std::string& mail) {
    const auto got = sign_in(credentials_of(mail));
    REQUIRE_MESSAGE(got.status == 200, got.summary());
    return bearer(got.body.at("token"));
  }
};

/// What two answers must have in common so that nobody can tell which mail address is known.
json comparable(const response& got) {
  auto body = got.body;
  body.erase("requestId");
  return {{"status", got.status}, {"body", body}, {"type", got.header("Content-Type")}};
}

} // namespace

TEST_CASE("accounts: who signed up signs in, books and follows the booking") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  CHECK(cinema.client().get("/api/settings").body.at("auth") == "accounts");
  const auto made = cinema.sign_up(credentials_of("Ada@Example.org"));
  CHECK(made.status == 202);
  CHECK(made.body == json::object());
  const auto token = cinema.token_of(ada);
  check_code(cinema.ask("s", {"A1"}, ada), 401, "UNAUTHENTICATED");
  const auto booked = cinema.ask("s", {"A1"}, ada, token);
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  const auto id = booked.body.at("reqId").get<std::string>();
  websocket_client follows{
      cinema.server().port(),
      "/ws/ticket/" + id,
      {{"Sec-WebSocket-Protocol", "boxoffice, bearer." + token[0].second.substr(7)}}};
  CHECK(follows.next().at("seats") == json{"A1"});
  cinema.sign_up(credentials_of("bob@example.org"));
  check_code(cinema.client().get("/api/ticket/" + id, cinema.token_of("bob@example.org")), 403,
             "FORBIDDEN");
}

TEST_CASE("accounts: answers do not tell whether a mail address is known") {
  account_cinema cinema;
  CHECK(cinema.sign_up(credentials_of(ada)).status == 202);
  CHECK(comparable(cinema.sign_up(credentials_of(ada, "another password"))) ==
        comparable(cinema.sign_up(credentials_of("new@example.org", "another password"))));
  check_code(cinema.sign_in(credentials_of(ada, "another password")), 401, "UNAUTHENTICATED");
  CHECK(comparable(cinema.sign_in(credentials_of(ada, "another password"))) ==
        comparable(cinema.sign_in(credentials_of("nobody@example.org", "another password"))));
  CHECK(comparable(cinema.sign_in(credentials_of(ada, ""))) ==
        comparable(cinema.sign_in(credentials_of("nobody@example.org", ""))));
  // The second sign-up has not changed the password.
  CHECK(cinema.sign_in(credentials_of(ada)).status == 200);
  CHECK(cinema.sign_in(credentials_of("new@example.org", "another password")).status == 200);
}

TEST_CASE("accounts: passwords are compared in NFC, mail addresses in their canonical form") {
  account_cinema cinema;
  CHECK(
      cinema.sign_up(credentials_of("Stra\u00dfe@Example.org", "gr\u00fc\u00dfe an alle")).status ==
      202);
  CHECK(cinema.sign_in(credentials_of("strasse@example.ORG", "gru\u0308\u00dfe an alle")).status ==
        200);
}

TEST_CASE("accounts: bodies and passwords that break the rules are refused") {
  account_cinema cinema;
  check_code(cinema.sign_up(credentials_of(ada, "7 chars")), 422, "INVALID_REQUEST", "password");
  check_code(cinema.sign_up(credentials_of(ada, std::string(257, 'x'))), 422, "INVALID_REQUEST",
             "password");
  check_code(cinema.sign_up(credentials_of(ada, "ADA@example.org")), 422, "INVALID_REQUEST",
             "password");
  check_code(cinema.sign_up(credentials_of("ada", right_password)), 422, "INVALID_REQUEST",
             "userMail");
  check_code(cinema.sign_in({{"userMail", ada}}), 422, "INVALID_REQUEST", "password");
  check_code(cinema.sign_in({{"userMail", ada}, {"password", 12345678}}), 422, "INVALID_REQUEST",
             "password");
  check_code(cinema.sign_in(json::array()), 422, "INVALID_REQUEST");
  check_code(cinema.client().send("POST", "/api/signin", "{", as_json), 400, "MALFORMED_JSON");
  check_code(cinema.client().send("POST", "/api/signin", "{}", as_text), 415,
             "UNSUPPORTED_MEDIA_TYPE");
}

TEST_CASE("accounts: attempts are limited for each mail address and for each client") {
  account_cinema cinema{{{"limits.enabled", "true"}, {"auth.attempts_per_minute", "3"}}};
  for (int i = 0; i < 3; ++i)
    check_code(cinema.sign_in(credentials_of(ada)), 401, "UNAUTHENTICATED");
  auto got = cinema.sign_in(credentials_of(ada));
  check_code(got, 429, "RATE_LIMITED");
  CHECK(std::stoi(got.header("Retry-After")) >= 1);
  // The client has none left for another address either, nor to sign up.
  check_code(cinema.sign_in(credentials_of("bob@example.org")), 429, "RATE_LIMITED");
  check_code(cinema.sign_up(credentials_of("bob@example.org")), 429, "RATE_LIMITED");
}

TEST_CASE("accounts: they survive a restart, and so do their tokens") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  cinema.sign_up(credentials_of(ada));
  const auto token = cinema.token_of(ada);
  cinema.crash();
  CHECK(cinema.ask("s", {"A1"}, ada, token).status == 202);
  CHECK(cinema.sign_in(credentials_of(ada)).status == 200);
}

TEST_CASE("accounts: an account is exported without its hash and erased with its customer") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  cinema.sign_up(credentials_of(ada));
  cinema.sign_up(credentials_of("bob@example.org"));
  CHECK(cinema.ask("s", {"A1"}, ada, cinema.token_of(ada)).status == 202);
  const auto exported = [&](const std::string& mail) {
    const auto text = printed_by(cinema.data_dir(), {"customer", "export", mail});
    CHECK(text.find("argon2") == std::string::npos);
    return json::parse(text);
  };
  CHECK(exported(ada).at("account").at("createdAt").is_string());
  CHECK(cinema.client().del("/api/customer/" + ada, as_operator()).body.at("erased") == true);
  CHECK_FALSE(exported(ada).contains("account"));
  CHECK(exported(ada).at("erasedAt").is_string());
  CHECK_FALSE(exported("bob@example.org").contains("erasedAt"));
  check_code(cinema.sign_in(credentials_of(ada)), 401, "UNAUTHENTICATED");
  CHECK(cinema.sign_in(credentials_of("bob@example.org")).status == 200);
  CHECK(cinema.client().del("/api/customer/" + ada, as_operator()).body.at("erased") == false);
  // The address is free again.
  CHECK(cinema.sign_up(credentials_of(ada, "another password")).status == 202);
  CHECK(cinema.sign_in(credentials_of(ada, "another password")).status == 200);
}

TEST_CASE("accounts: an account made after an erasure does not hold bookings from before") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  const auto book = [&](const std::string& seat, const header_list& token) {
    const auto booked = cinema.ask("s", {seat}, ada, token);
    REQUIRE_MESSAGE(booked.status == 202, booked.summary());
    return booked.body.at("reqId").get<std::string>();
  };
  const auto check_foreign = [&](const std::string& id, const header_list& token) {
    check_code(cinema.client().get("/api/ticket/" + id, token), 403, "FORBIDDEN");
    check_code(cinema.client().get("/api/ticket/" + id + "/history", token), 403, "FORBIDDEN");
    check_code(cinema.client().get("/ws/ticket/" + id, token), 403, "FORBIDDEN");
    check_code(cinema.client().del("/api/ticket/" + id, token), 403, "FORBIDDEN");
    const auto seen = cinema.client().get("/api/ticket/" + id, as_operator());
    CHECK(seen.body.at("status") != "CANCELLED");
  };
  cinema.sign_up(credentials_of(ada));
  const auto before = book("A1", cinema.token_of(ada));
  CHECK(cinema.client().del("/api/customer/" + ada, as_operator()).body.at("erased") == true);
  cinema.sign_up(credentials_of(ada, "another password"));
  const auto signed_in = cinema.sign_in(credentials_of(ada, "another password"));
  const auto token = bearer(signed_in.body.at("token"));
  check_foreign(before, token);
  const auto after = book("A2", token);
  CHECK(cinema.client().get("/api/ticket/" + after, token).status == 200);
  CHECK(cinema.client().get("/api/ticket/" + after + "/history", token).status == 200);
  CHECK(cinema.client().del("/api/ticket/" + after, token).status == 200);
  check_code(cinema.client().get("/api/ticket/s.AAAAAAAAAAAAAAAAAAAAAA", token), 404,
             "BOOKING_NOT_FOUND");
  check_code(cinema.client().get("/api/ticket/s", token), 404, "BOOKING_NOT_FOUND");

  // Erased without a server, then served again.
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  CHECK(printed_by(cinema.data_dir(), {"customer", "erase", ada}) == "erased\n");
  cinema.start();
  cinema.sign_up(credentials_of(ada));
  const auto third = cinema.token_of(ada);
  check_foreign(before, third);
  check_code(cinema.client().get("/api/ticket/" + after, third), 403, "FORBIDDEN");
}

TEST_CASE("accounts: a token from before an erasure is refused, also once the address is back") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  cinema.sign_up(credentials_of(ada));
  cinema.sign_up(credentials_of("bob@example.org"));
  const auto before = cinema.token_of(ada);
  const auto bobs = cinema.token_of("bob@example.org");
  const auto booked = cinema.ask("s", {"A1"}, ada, before);
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
  CHECK(cinema.client().del("/api/customer/" + ada, as_operator()).body.at("erased") == true);
  // It was looked up for the booking, less than two seconds ago.
  CHECK(eventually(patience, [&] { return cinema.client().get(ticket, before).status == 401; }));
  check_code(cinema.ask("s", {"A2"}, ada, before), 401, "UNAUTHENTICATED");
  cinema.sign_up(credentials_of(ada));
  const auto after = cinema.token_of(ada);
  const auto later = cinema.ask("s", {"A3"}, ada, after);
  REQUIRE_MESSAGE(later.status == 202, later.summary());
  const auto id = later.body.at("reqId").get<std::string>();
  for (const auto& path :
       {"/api/ticket/" + id, "/api/ticket/" + id + "/history", "/ws/ticket/" + id})
    check_code(cinema.client().get(path, before), 401, "UNAUTHENTICATED");
  check_code(cinema.client().del("/api/ticket/" + id, before), 401, "UNAUTHENTICATED");
  CHECK(cinema.client().get("/api/ticket/" + id, after).status == 200);
  CHECK(cinema.ask("s", {"A4"}, "bob@example.org", bobs).status == 202);
}

TEST_CASE("accounts: after a reset the customer signs up again and has the same bookings") {
  account_cinema cinema;
  cinema.open_show("s", hall(1, 9));
  cinema.sign_up(credentials_of(ada));
  const auto before = cinema.token_of(ada);
  const auto booked = cinema.ask("s", {"A1"}, ada, before);
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
  const auto reset = [&](const std::string& mail, const header_list& by) {
    return cinema.client().post_nothing("/api/account/" + mail + "/reset", by);
  };
  check_code(reset(ada, {}), 401, "UNAUTHENTICATED");
  check_code(reset(ada, before), 403, "FORBIDDEN");
  check_code(reset("ada", as_operator()), 422, "INVALID_REQUEST", "mail");
  CHECK(reset("nobody@example.org", as_operator()).body == json{{"reset", false}});
  CHECK(reset("Ada%40Example.org", as_operator()).body == json{{"reset", true}});
  CHECK(reset(ada, as_operator()).body == json{{"reset", false}});
  check_code(cinema.sign_in(credentials_of(ada)), 401, "UNAUTHENTICATED");
  CHECK(eventually(patience, [&] { return cinema.client().get(ticket, before).status == 401; }));

  const auto another = credentials_of(ada, "another password");
  CHECK(cinema.sign_up(another).status == 202);
  const auto after = bearer(cinema.sign_in(another).body.at("token"));
  CHECK(cinema.client().get(ticket, after).status == 200);
  CHECK(cinema.client().get(ticket, before).status == 401);
  CHECK(cinema.client().del(ticket, after).status == 200);
  // By the command: while the server runs, and of a stopped one.
  const auto command = [&](const std::string& mail) {
    return printed_by(cinema.data_dir(), {"account", "reset", mail});
  };
  CHECK(command("nobody@example.org") == "there is no account of this mail\n");
  CHECK(command(ada).starts_with("reset; "));
  check_code(cinema.sign_in(another), 401, "UNAUTHENTICATED");
  CHECK(cinema.sign_up(credentials_of(ada)).status == 202);
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  CHECK(command("ADA@example.org").starts_with("reset; "));
  CHECK(command(ada) == "there is no account of this mail\n");
  check_refused(cinema.data_dir(), {"account", "reset", "ada"}, 2, "is not a mail address");
  // The log names who reset an account, but not its owner.
  const auto said = cinema.server().errors();
  CHECK(said.find("the account of a customer is reset by token") != std::string::npos);
  CHECK(said.find("the account of a customer is reset by control-socket") != std::string::npos);
  CHECK(said.find("example.org") == std::string::npos);
  cinema.start();
  check_code(cinema.sign_in(credentials_of(ada)), 401, "UNAUTHENTICATED");
  CHECK(cinema.sign_up(another).status == 202);
  CHECK(cinema.sign_in(another).status == 200);
}

TEST_CASE("accounts: an erasure hands no fresh allowance to a customer") {
  account_cinema cinema{{{"limits.enabled", "true"},
                         {"booking.max_seats", "2"},
                         {"limits.unpaid_seats_per_customer", "2"}}};
  cinema.open_show("s", hall(1, 9));
  cinema.sign_up(credentials_of(ada));
  CHECK(cinema.ask("s", {"A1", "A2"}, ada, cinema.token_of(ada)).status == 202);
  CHECK(cinema.client().del("/api/customer/" + ada, as_operator()).status == 200);
  cinema.sign_up(credentials_of(ada));
  check_code(cinema.ask("s", {"A3"}, ada, cinema.token_of(ada)), 409, "CUSTOMER_LIMIT");
}

TEST_CASE("accounts: bookings from before the mode belong to whoever has address and reqId") {
  account_cinema cinema{{{"auth.mode", "open"}}};
  cinema.open_show("s", hall(1, 9));
  const auto id = cinema.book("s", {"A1"}, ada).at("reqId").get<std::string>();
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().set["auth.mode"] = "accounts";
  cinema.start();
  cinema.sign_up(credentials_of(ada));
  cinema.sign_up(credentials_of("bob@example.org"));
  check_code(cinema.client().get("/api/ticket/" + id), 401, "UNAUTHENTICATED");
  check_code(cinema.client().get("/api/ticket/" + id, cinema.token_of("bob@example.org")), 403,
             "FORBIDDEN");
  CHECK(cinema.client().get("/api/ticket/" + id, cinema.token_of(ada)).status == 200);
}

TEST_CASE("accounts: without the mode there is no such path") {
  cinema_fixture cinema{server_binary()};
  check_code(cinema.client().post("/api/signup", credentials_of(ada)), 404, "NOT_FOUND");
  check_code(cinema.client().post("/api/signin", credentials_of(ada)), 404, "NOT_FOUND");
  check_code(cinema.client().post_nothing("/api/account/" + ada + "/reset", as_operator()), 404,
             "NOT_FOUND");
  check_refused(cinema.data_dir(), {"account", "reset", ada}, 1, "the server has no accounts");
}

} // namespace boxoffice::tests
