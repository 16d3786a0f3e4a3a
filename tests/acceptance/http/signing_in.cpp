#include "tests/support/check_code.hpp"
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/clients/text_server.hpp"
#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/crypto/signing_key.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const std::string customer = "ann@example.com";
const std::string login_issuer = "https://login.example";

json login_claims(const std::string& mail = customer,
                  std::chrono::seconds valid = std::chrono::hours{1}) {
  auto claims = claims_of(mail, valid);
  claims["iss"] = login_issuer;
  claims["aud"] = {"somebody else", "boxoffice"};
  return claims;
}

json changed(json claims, const std::string& name, const json& value) {
  claims[name] = value;
  return claims;
}

json without(json claims, const std::string& name) {
  claims.erase(name);
  return claims;
}

/// A login service with keys of all kinds, and a cinema that accepts its tokens.
struct login_cinema {
  signing_key rsa = signing_key::rsa();
  signing_key p256 = signing_key::curve("P-256");
  signing_key ed = signing_key::ed25519();
  signing_key small = signing_key::rsa(1'024);
  signing_key p384 = signing_key::curve("P-384");
  signing_key for_encryption = signing_key::rsa();
  signing_key twin = signing_key::rsa();
  signing_key stranger = signing_key::rsa();
  text_server keys{set()};
  cinema_fixture cinema{server_binary(),
                        {{"review.interval", "50ms"},
                         {"auth.mode", "jwt"},
                         {"auth.jwks", keys.url()},
                         {"auth.issuer", login_issuer},
                         {"auth.audience", "boxoffice"}}};
  std::string booking; ///< Of the customer.

  login_cinema() {
    cinema.open_show("s", hall(1, 200));
    response got;
    REQUIRE(eventually(patience, [&] {
      got = ask(jwt(rsa, login_claims(), "rsa"));
      return got.status != 503; // The keys are not loaded yet.
    }));
    REQUIRE_MESSAGE(got.status == 202, got.summary());
    booking = got.body.at("reqId");
  }

  std::string set() const {
    auto encrypts = for_encryption.jwk("enc");
    encrypts["use"] = "enc";
    const json all = {rsa.jwk("rsa"),   p256.jwk("p256"), ed.jwk("ed"),     small.jwk("small"),
                      p384.jwk("p384"), encrypts,         twin.jwk("twin"), stranger.jwk("twin")};
    return json{{"keys", all}}.dump();
  }
  response ask(const std::string& token) {
    return cinema.ask("s", {"A" + std::to_string(++seats_)}, customer, bearer(token));
  }
  response see(const std::string& token) {
    return cinema.client().get("/api/ticket/" + booking, bearer(token));
  }
  /// The response to a handshake for the customer's booking.
  response handshake(const std::string& headers) {
    raw_connection connection{cinema.server().port()};
    connection.send("GET /ws/ticket/" + booking +
                    " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                    headers + "\r\n");
    return connection.expect_response();
  }

  void check_accepted(const std::string& token) {
    CHECK(ask(token).status == 202);
    CHECK(see(token).status == 200);
    CHECK(handshake("Authorization: Bearer " + token + "\r\n").status == 101);
    CHECK(handshake("Sec-WebSocket-Protocol: boxoffice, bearer." + token + "\r\n").status == 101);
  }
  void check_refused(const std::string& token) {
    check_code(ask(token), 401, "UNAUTHENTICATED");
    check_code(see(token), 401, "UNAUTHENTICATED");
    check_code(handshake("Authorization: Bearer " + token + "\r\n"), 401, "UNAUTHENTICATED");
    check_code(handshake("Sec-WebSocket-Protocol: boxoffice, bearer." + token + "\r\n"), 401,
               "UNAUTHENTICATED");
  }

private:
  unsigned seats_ = 0;
};

struct refused_token {
  const char* why;
  std::string token;
};

std::vector<refused_token> spoiled_claims(const login_cinema& at) {
  const auto of = [&](const json& claims) { return jwt(at.rsa, claims, "rsa"); };
  const auto now = unix_seconds(std::chrono::seconds{0});
  return {
      {"expired", of(login_claims(customer, std::chrono::minutes{-1}))},
      {"no expiry", of(without(login_claims(), "exp"))},
      {"expiry that is no number", of(changed(login_claims(), "exp", "never"))},
      {"not valid yet", of(changed(login_claims(), "nbf", now + 600))},
      {"no issuer", of(without(login_claims(), "iss"))},
      {"another issuer", of(changed(login_claims(), "iss", "https://login.example.evil"))},
      {"no audience", of(without(login_claims(), "aud"))},
      {"another audience", of(changed(login_claims(), "aud", "box"))},
      {"no mail address", of(without(login_claims(), "email"))},
      {"a list of mail addresses", of(changed(login_claims(), "email", {customer}))},
      {"a mail address that is not verified", of(changed(login_claims(), "email_verified", false))},
  };
}

std::vector<refused_token> spoiled_algorithms(const login_cinema& at) {
  const auto of = [&](const signing_key& key, const json& header) {
    return jwt_with_header(key, login_claims(), header);
  };
  const auto claims = base64url(login_claims().dump());
  const auto secret_of = [&](const std::string& secret) {
    return jwt(secret, login_claims(), {{"alg", "HS256"}, {"kid", "rsa"}});
  };
  return {
      {"alg none, without signature",
       base64url(R"({"alg":"none","kid":"rsa"})") + '.' + claims + '.'},
      {"alg none, with the right signature", of(at.rsa, {{"alg", "none"}, {"kid", "rsa"}})},
      {"alg None", base64url(R"({"alg":"None","kid":"rsa"})") + '.' + claims + '.'},
      {"no alg", of(at.rsa, {{"kid", "rsa"}})},
      {"HS256 with the public key as PEM", secret_of(at.rsa.pem())},
      {"HS256 with the public key as JWK", secret_of(at.rsa.jwk("rsa").dump())},
      {"HS256 with the modulus", secret_of(at.rsa.jwk("rsa").at("n"))},
      {"HS256 with an empty secret", secret_of("")},
      {"RS512 of an RS256 key", of(at.rsa, {{"alg", "RS512"}, {"kid", "rsa"}})},
      {"ES256 of an RSA key", of(at.rsa, {{"alg", "ES256"}, {"kid", "rsa"}})},
      {"RS256 of an EC key", of(at.p256, {{"alg", "RS256"}, {"kid", "p256"}})},
      {"an RSA key of 1,024 bits", jwt(at.small, login_claims(), "small")},
      {"ES256 with P-384", jwt(at.p384, login_claims(), "p384")},
      {"a key for encryption", jwt(at.for_encryption, login_claims(), "enc")},
      {"a kid that two keys have", jwt(at.twin, login_claims(), "twin")},
      {"crit", of(at.rsa, {{"alg", "RS256"}, {"kid", "rsa"}, {"crit", {"exp"}}})},
  };
}

std::vector<refused_token> spoiled_keys(const login_cinema& at) {
  const auto of = [&](const json& kid) {
    return jwt_with_header(at.rsa, login_claims(), {{"alg", "RS256"}, {"kid", kid}});
  };
  const auto twice = base64url(R"({"alg":"RS256","kid":"x","kid":"rsa"})") + '.' +
                     base64url(login_claims().dump());
  return {
      {"a stranger's key under a known kid", jwt(at.stranger, login_claims(), "rsa")},
      {"a stranger's key with its own kid", jwt(at.stranger, login_claims(), "mine")},
      {"a stranger's key inside the token",
       jwt_with_header(at.stranger, login_claims(),
                       {{"alg", "RS256"}, {"kid", "rsa"}, {"jwk", at.stranger.jwk("rsa")}})},
      {"a stranger's key at an address",
       jwt_with_header(at.stranger, login_claims(),
                       {{"alg", "RS256"}, {"kid", "rsa"}, {"jku", at.keys.url()}})},
      {"the kid of another key", of("p256")},
      {"an empty kid", of("")},
      {"a kid that is no text", of(7)},
      {"a kid in other letters", of("RSA")},
      {"a path as kid", of("../../../../dev/null")},
      {"SQL as kid", of("x' UNION SELECT 'rsa")},
      {"an address as kid", of(at.keys.url())},
      {"kid given twice", twice + '.' + base64url(at.rsa.sign(twice))},
  };
}

std::vector<refused_token> spoiled_signatures(const login_cinema& at) {
  std::vector<refused_token> all;
  for (const auto& [key, kid] : {std::pair{&at.rsa, "rsa"}, {&at.p256, "p256"}, {&at.ed, "ed"}}) {
    const auto right = jwt(*key, login_claims(), kid);
    const auto content = right.substr(0, right.rfind('.'));
    const auto signature = key->sign(content);
    const auto with = [&](const std::string& other) { return content + '.' + base64url(other); };
    all.push_back({"no signature", content + '.'});
    all.push_back({"two parts", content});
    all.push_back({"a signature of zeros", with(std::string(signature.size(), '\0'))});
    all.push_back({"a shorter signature", with(signature.substr(1))});
    all.push_back({"a longer signature", with(signature + '\0')});
    all.push_back({"padded base64", right + "="});
    all.push_back(
        {"another customer's claims", content.substr(0, content.find('.') + 1) +
                                          base64url(login_claims("bob@example.com").dump()) + '.' +
                                          base64url(signature)});
  }
  const auto content =
      base64url(R"({"alg":"ES256","kid":"p256"})") + '.' + base64url(login_claims().dump());
  all.push_back({"ES256 in ASN.1", content + '.' + base64url(at.p256.sign_in_der(content))});
  return all;
}

} // namespace

TEST_CASE("signing in: every wrong token is 401, over HTTP and over WebSockets") {
  login_cinema at;
  for (const auto& [key, kid] : {std::pair{&at.rsa, "rsa"}, {&at.p256, "p256"}, {&at.ed, "ed"}})
    at.check_accepted(jwt(*key, login_claims(), kid));
  for (const auto& tokens :
       {spoiled_claims(at), spoiled_algorithms(at), spoiled_keys(at), spoiled_signatures(at)})
    for (const auto& [why, token] : tokens) {
      CAPTURE(why);
      at.check_refused(token);
    }
  at.check_accepted(jwt(at.rsa, login_claims(), "rsa"));
}

TEST_CASE("signing in: another customer's token is 403, none is 401, several are 401") {
  login_cinema at;
  const auto bobs = jwt(at.ed, login_claims("bob@example.com"), "ed");
  const auto anns = jwt(at.ed, login_claims(), "ed");
  check_code(at.ask(bobs), 403, "FORBIDDEN");
  check_code(at.handshake("Sec-WebSocket-Protocol: boxoffice, bearer." + bobs + "\r\n"), 403,
             "FORBIDDEN");
  check_code(at.handshake("Sec-WebSocket-Protocol: boxoffice\r\n"), 401, "UNAUTHENTICATED");
  check_code(at.handshake("Sec-WebSocket-Protocol: bearer.\r\n"), 401, "UNAUTHENTICATED");
  check_code(at.handshake("Sec-WebSocket-Protocol: bearer." + anns + "\r\nAuthorization: Bearer " +
                          anns + "\r\n"),
             401, "UNAUTHENTICATED");
  check_code(at.handshake("Sec-WebSocket-Protocol: bearer." + bobs + ", bearer." + anns + "\r\n"),
             401, "UNAUTHENTICATED");
}

TEST_CASE("signing in: a WebSocket's response chooses boxoffice and never repeats the token") {
  login_cinema at;
  const auto token = jwt(at.ed, login_claims(), "ed");
  auto got = at.handshake("Sec-WebSocket-Protocol: bearer." + token + ", boxoffice\r\n");
  CHECK(got.status == 101);
  CHECK(got.header("Sec-WebSocket-Protocol") == "boxoffice");
  got = at.handshake("Sec-WebSocket-Protocol: bearer." + token + "\r\n" +
                     "Sec-WebSocket-Protocol: boxoffice\r\n");
  CHECK(got.header("Sec-WebSocket-Protocol") == "boxoffice");
  got = at.handshake("Sec-WebSocket-Protocol: bearer." + token + "\r\n");
  CHECK(got.status == 101);
  CHECK(got.header("Sec-WebSocket-Protocol").empty());
  got = at.handshake("Authorization: Bearer " + token + "\r\n");
  CHECK(got.header("Sec-WebSocket-Protocol").empty());
}

TEST_CASE("signing in: rotated keys are loaded, and tokens of removed keys are refused") {
  login_cinema at;
  const auto next = signing_key::rsa();
  const auto token = jwt(next, login_claims(), "next");
  check_code(at.ask(token), 401, "UNAUTHENTICATED");
  at.keys.answer(json{{"keys", {next.jwk("next")}}}.dump());
  CHECK(eventually(patience, [&] { return at.see(token).status == 200; }));
  check_code(at.ask(jwt(at.rsa, login_claims(), "rsa")), 401, "UNAUTHENTICATED");
  // A login service that fails takes nothing away.
  const auto before = at.keys.requests();
  at.keys.answer("gone", 500);
  at.ask(jwt(at.rsa, login_claims(), "unknown"));
  CHECK(eventually(patience, [&] { return at.keys.requests() > before; }));
  CHECK(at.see(token).status == 200);
}

TEST_CASE("signing in: without keys a call that needs a token is 503, and others go on") {
  text_server keys{"none"};
  cinema_fixture cinema{server_binary(),
                        {{"auth.mode", "jwt"},
                         {"auth.jwks", keys.url()},
                         {"auth.issuer", login_issuer},
                         {"auth.audience", "boxoffice"}}};
  cinema.open_show("s", hall(1, 9));
  const auto key = signing_key::ed25519();
  const auto token = bearer(jwt(key, login_claims(), "k"));
  const auto refused = cinema.ask("s", {"A1"}, customer, token);
  check_code(refused, 503, "UNAVAILABLE");
  CHECK(refused.header("Retry-After") == "1");
  CHECK(cinema.client().get("/api/movieshow/s").status == 200);
  keys.answer(json{{"keys", {key.jwk("k")}}}.dump());
  CHECK(
      eventually(patience, [&] { return cinema.ask("s", {"A1"}, customer, token).status == 202; }));
}

TEST_CASE("signing in: a file of keys that cannot be used stops the start") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  auto& set = cinema.options().set;
  set["auth.mode"] = "jwt";
  set["auth.issuer"] = login_issuer;
  set["auth.audience"] = "boxoffice";
  SUBCASE("missing") { set["auth.jwks"] = (cinema.data_dir() / "none.json").string(); }
  SUBCASE("another file") { set["auth.jwks"] = (cinema.data_dir() / "admin-token").string(); }
  SUBCASE("a URL of another kind") { set["auth.jwks"] = "ftp://login.example/keys"; }
  const auto ended = run_command(serve_command(cinema.options()), std::chrono::seconds{60});
  CHECK(ended.status.code == 1);
  CHECK(ended.errors.find("auth.jwks " + set["auth.jwks"]) != std::string::npos);
}

} // namespace boxoffice::tests
