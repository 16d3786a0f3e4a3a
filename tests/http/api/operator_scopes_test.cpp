// What an operator's named token may do: each route by each scope, and tokens that are refused.
#include "http/auth/token_set.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/check_code.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <atomic>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::bearer;
using boxoffice::tests::check_code;
using boxoffice::tests::claims_of;
using boxoffice::tests::jwt;
using boxoffice::tests::temporary_directory;
using boxoffice::tests::websocket_client;

namespace {

std::string token_named(const std::string& name) {
  return token_of(events::sha256({events::bytes_of(name)}));
}

named_token valid_token(const std::string& name, scope_set scopes) {
  return {name, events::sha256({events::bytes_of(token_named(name))}), scopes, 0, {}};
}

/// A gateway with a token for each scope, under its name; `boss` has all, `former` has expired.
struct staffed_cinema {
  std::shared_ptr<token_set> tokens = std::make_shared<token_set>();
  temporary_directory outbox;
  gateway_fixture cinema;
  http_client client = cinema.client();

  explicit staffed_cinema(gateway_options options = usual_options())
      : cinema{with_tokens(std::move(options))} {
    cinema.open_show("s");
  }

  gateway_options with_tokens(gateway_options options) const {
    for (auto one : all_scopes)
      REQUIRE(tokens->add(valid_token(std::string{to_text(one)}, {one})));
    REQUIRE(tokens->add(valid_token("boss", scope_set::all())));
    auto former = valid_token("former", scope_set::all());
    former.expires = 1;
    REQUIRE(tokens->add(former));
    options.mail = {outbox.path(), "box@cinema.example", "https://t.example/"};
    options.named_tokens = [present = tokens] { return present; };
    return options;
  }

  std::string book(const std::string& seat) {
    auto booked =
        client.post("/api/ticket/book", json::parse(booking_of(seat)), bearer(token_named("boss")));
    REQUIRE(booked.status == 202);
    return booked.body.at("reqId");
  }

  http_response send(const std::string& method, const std::string& target, const json& body,
                     const header_list& headers) {
    auto all = headers;
    all.emplace_back("Content-Type", "application/json");
    return client.send(method, target, body.is_null() ? "" : body.dump(), all);
  }
};

struct operator_call {
  std::string method;
  std::string target;
  scope needs;
  json body{};
};

/// The operator's calls. The last ones end the show.
std::vector<operator_call> operator_calls(const std::string& req_id) {
  const json seat{{"seats", {"A9"}}};
  auto show = hall(1, 5);
  show["id"] = "u";
  const json kept_hall{
      {"name", "Hall 1"}, {"classes", show.at("classes")}, {"rows", show.at("rows")}};
  return {{"GET", "/api/movieshow/s/seats?seq=1", scope::read},
          {"GET", "/api/movieshow/s/events", scope::read},
          {"GET", "/api/refund", scope::read},
          {"GET", "/api/movieshow/s/bookings", scope::read},
          {"GET", "/api/booking?mail=ann%40example.org", scope::read},
          {"GET", "/api/report/sales", scope::read},
          {"PUT", "/api/hall/h", scope::operate, kept_hall},
          {"GET", "/api/hall", scope::read},
          {"GET", "/api/hall/h", scope::read},
          {"DELETE", "/api/hall/h", scope::operate},
          {"POST", "/api/ticket/" + req_id + "/resend", scope::sell},
          {"POST", "/api/ticket/" + req_id + "/cancel", scope::sell},
          {"POST", "/api/movieshow/s/sell", scope::sell, {{"seats", {"A2"}}, {"method", "CASH"}}},
          {"PUT", "/api/movieshow/t", scope::operate, hall(1, 5)},
          {"POST", "/api/movieshow", scope::operate, json::array({show})},
          {"PATCH", "/api/movieshow/s", scope::operate, {{"hall", "Hall 2"}}},
          {"POST", "/api/movieshow/s/block", scope::operate, seat},
          {"POST", "/api/movieshow/s/unblock", scope::operate, seat},
          {"POST", "/api/movieshow/s/pause", scope::operate},
          {"POST", "/api/movieshow/s/resume", scope::operate},
          {"DELETE", "/api/customer/nobody%40example.com", scope::operate},
          {"POST", "/api/movieshow/s/cancel", scope::operate}};
}

void check_scopes(staffed_cinema& with, const std::vector<operator_call>& calls) {
  for (const auto& each : calls) {
    CAPTURE(each.method + ' ' + each.target);
    for (auto one : all_scopes) {
      auto name = std::string{to_text(one)};
      CAPTURE(name);
      if (one == each.needs)
        continue;
      auto got = with.send(each.method, each.target, each.body, bearer(token_named(name)));
      check_code(got, 403, "FORBIDDEN");
      CHECK(got.body.at("detail") ==
            "The token needs the scope " + std::string{to_text(each.needs)} + '.');
    }
    auto name = std::string{to_text(each.needs)};
    auto got = with.send(each.method, each.target, each.body, bearer(token_named(name)));
    CAPTURE(got.summary());
    CHECK(got.status / 100 == 2);
  }
}

http_response handshake_with(gateway_fixture& cinema, const std::string& target,
                             const std::string& token) {
  auto connection = cinema.connect();
  REQUIRE(connection.send(get(target, "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                      "Sec-WebSocket-Version: 13\r\n"
                                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                      "Authorization: Bearer " +
                                          token + "\r\n")));
  return connection.expect_response();
}

} // namespace

TEST_CASE("operator scopes: each call of the operator needs its own scope and no other") {
  staffed_cinema with;
  check_scopes(with, operator_calls(with.book("A1")));
}

TEST_CASE("operator scopes: a token with all scopes and the server's own token make every call") {
  staffed_cinema with;
  header_list headers;
  SUBCASE("named") { headers = bearer(token_named("boss")); }
  SUBCASE("the server's own") { headers = as_operator(); }
  for (const auto& each : operator_calls(with.book("A1"))) {
    CAPTURE(each.method + ' ' + each.target);
    CHECK(with.send(each.method, each.target, each.body, headers).status / 100 == 2);
  }
}

TEST_CASE("operator scopes: an unknown, an expired or no token is 401 for each call") {
  staffed_cinema with;
  header_list headers;
  SUBCASE("unknown") { headers = bearer(token_named("nobody")); }
  SUBCASE("expired") { headers = bearer(token_named("former")); }
  SUBCASE("none") {}
  SUBCASE("the hash in place of the token") {
    headers = bearer("bx_" + events::to_hex(with.tokens->all()[0].hash));
  }
  for (const auto& each : operator_calls(with.book("A1"))) {
    CAPTURE(each.method + ' ' + each.target);
    auto got = with.send(each.method, each.target, each.body, headers);
    check_code(got, 401, "UNAUTHENTICATED");
    CHECK(got.header("WWW-Authenticate") == "Bearer");
  }
  CHECK(with.client.get("/api/movieshow/s").body.at("version") == 2);
}

TEST_CASE("operator scopes: calls of customers need read or sell of an operator's token") {
  auto options = usual_options();
  SUBCASE("open") {}
  SUBCASE("jwt") {
    options.auth.mode = auth_mode::jwt;
    options.auth.jwt_secret = token_secret;
  }
  staffed_cinema with{options};
  auto ticket = "/api/ticket/" + with.book("A1");
  check_scopes(with, {{"GET", ticket, scope::read},
                      {"GET", ticket + "/history", scope::read},
                      {"POST", "/api/ticket/book", scope::sell, json::parse(booking_of("A2"))},
                      {"DELETE", ticket, scope::sell}});
  auto another = with.book("A3");
  CHECK(handshake_with(with.cinema, "/ws/ticket/" + another, token_named("read")).status == 101);
  CHECK(handshake_with(with.cinema, "/ws/ticket/" + another, token_named("sell")).status == 403);
  CHECK(handshake_with(with.cinema, "/ws/movieshow/s", token_named("admit")).status == 101);
  CHECK(with.client.get("/api/movieshow/s", bearer(token_named("admit"))).status == 200);
}

TEST_CASE("operator scopes: any token may ask for its own scopes") {
  auto options = usual_options();
  options.auth.mode = auth_mode::jwt;
  options.auth.jwt_secret = token_secret;
  staffed_cinema with{options};
  auto access_of = [&](const header_list& headers) {
    return with.client.get("/api/operator", headers);
  };
  for (auto one : all_scopes) {
    auto name = std::string{to_text(one)};
    CHECK(access_of(bearer(token_named(name))).body ==
          json{{"by", "token:" + name}, {"scopes", {name}}});
  }
  const json all{"read", "sell", "operate", "admit"};
  CHECK(access_of(bearer(token_named("boss"))).body == json{{"by", "token:boss"}, {"scopes", all}});
  CHECK(access_of(as_operator()).body == json{{"by", "token"}, {"scopes", all}});
  check_code(access_of(bearer(token_named("former"))), 401, "UNAUTHENTICATED");
  check_code(access_of({}), 401, "UNAUTHENTICATED");
  check_code(access_of(bearer(jwt(token_secret, claims_of("ann@example.com")))), 403, "FORBIDDEN");
}

TEST_CASE("operator scopes: admission needs the scope admit") {
  staffed_cinema with;
  const json scan{{"code", "BX1.none"}};
  auto admit = [&](const header_list& headers) {
    return with.send("POST", "/api/admission", scan, headers);
  };
  for (auto one : {scope::read, scope::sell, scope::operate})
    check_code(admit(bearer(token_named(std::string{to_text(one)}))), 403, "FORBIDDEN");
  check_code(admit(bearer(token_named("admit"))), 422, "INVALID_CODE");
  check_code(admit(bearer(token_named("nobody"))), 401, "UNAUTHENTICATED");
  check_code(admit({}), 401, "UNAUTHENTICATED");
}

TEST_CASE("operator scopes: with signed-in customers a refused token is 401 at a WebSocket too") {
  auto options = usual_options();
  options.auth.mode = auth_mode::jwt;
  options.auth.jwt_secret = token_secret;
  staffed_cinema with{options};
  auto socket = "/ws/ticket/" + with.book("A1");
  for (const auto* name : {"former", "nobody"})
    CHECK(handshake_with(with.cinema, socket, token_named(name)).status == 401);
  auto customer = jwt(token_secret, claims_of("ann@example.com"));
  CHECK(handshake_with(with.cinema, socket, customer).status == 101);
  check_code(with.client.get("/api/refund", bearer(customer)), 403, "FORBIDDEN");
}

TEST_CASE("operator scopes: each event of the operator names the token") {
  staffed_cinema with;
  auto req_id = with.book("A1");
  auto by = [&](const std::string& name) { return bearer(token_named(name)); };
  CHECK(with.client.post_nothing("/api/movieshow/s/pause", by("operate")).status == 200);
  CHECK(with.client.post_nothing("/api/movieshow/s/resume", as_operator()).status == 200);
  CHECK(with.client.post_nothing("/api/ticket/" + req_id + "/cancel", by("sell")).status == 200);
  auto events = with.client.get("/api/movieshow/s/events", by("read")).body.at("events");
  REQUIRE(events.size() == 5);
  CHECK(events[0].at("data").at("by") == "token");
  CHECK(events[2].at("data").at("by") == "token:operate");
  CHECK(events[3].at("data").at("by") == "token");
  CHECK(events[4].at("data").at("operator") == "token:sell");
}

TEST_CASE("operator scopes: a token for the counter cannot move bookings") {
  staffed_cinema with;
  auto target = "/api/ticket/" + with.book("A1") + "/move";
  const json seat{{"seats", {"A2"}}};
  auto by = [&](const std::string& name) { return bearer(token_named(name)); };
  check_code(with.send("POST", target, seat, by("sell")), 403, "FORBIDDEN");
  check_code(with.send("POST", target, seat, by("operate")), 409, "NOT_MOVABLE");
}

TEST_CASE("operator scopes: a revoked token is refused by the next request") {
  staffed_cinema with;
  CHECK(with.client.get("/api/refund", bearer(token_named("read"))).status == 200);
  CHECK(with.tokens->remove("read"));
  check_code(with.client.get("/api/refund", bearer(token_named("read"))), 401, "UNAUTHENTICATED");
  CHECK(with.tokens->add(valid_token("read", {scope::read})));
  CHECK(with.client.get("/api/refund", bearer(token_named("read"))).status == 200);
}

TEST_CASE("operator scopes: a WebSocket ends once the token that it needed is revoked") {
  auto options = usual_options();
  auto mode = auth_mode::open;
  SUBCASE("no token is needed") {}
  SUBCASE("the token is needed") { mode = auth_mode::jwt; }
  options.auth.mode = mode;
  options.auth.jwt_secret = token_secret;
  staffed_cinema with{options};
  auto revoked = std::make_shared<std::atomic<bool>>(false);
  auto remaining = std::make_shared<token_set>();
  REQUIRE(remaining->add(valid_token("boss", scope_set::all())));
  options.named_tokens = [revoked, all = with.tokens, remaining] {
    return *revoked ? remaining : all;
  };
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto booked = cinema.client().post("/api/ticket/book", json::parse(booking_of("A1")),
                                     bearer(token_named("boss")));
  REQUIRE(booked.status == 202);
  auto ticket = "/ws/ticket/" + booked.body.at("reqId").get<std::string>();
  websocket_client of_reader{cinema.port(), ticket, bearer(token_named("read"))};
  websocket_client of_boss{cinema.port(), ticket, bearer(token_named("boss"))};
  websocket_client of_show{cinema.port(), "/ws/movieshow/s", bearer(token_named("read"))};
  of_show.next();
  *revoked = true;
  if (mode == auth_mode::jwt)
    CHECK(of_reader.close_code() == 1008);
  auto cancelled = cinema.client().del("/api/ticket/" + booked.body.at("reqId").get<std::string>(),
                                       bearer(token_named("boss")));
  CHECK(cancelled.status == 200);
  if (mode == auth_mode::open)
    CHECK(of_reader.close_code() == 1000);
  CHECK(of_boss.close_code() == 1000);
  CHECK(of_show.next().contains("changed"));
}

TEST_CASE("operator scopes: only a token with the scope may send the operator's large bodies") {
  staffed_cinema with;
  auto body = hall(1, 5);
  body["movie"] = std::string(100'000, 'm');
  CHECK(with.client.put("/api/movieshow/t", body, bearer(token_named("operate"))).status == 422);
  CHECK(with.client.put("/api/movieshow/t", body, bearer(token_named("read"))).status == 413);
}

} // namespace boxoffice::http::tests
