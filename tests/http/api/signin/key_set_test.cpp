#include "http/api/signatures/customer_tokens.hpp"
#include "http/api/signatures/key_set.hpp"
#include "tests/support/clients/http_client.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/crypto/signing_key.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::base64url;
using boxoffice::tests::json;
using boxoffice::tests::jwt;
using boxoffice::tests::jwt_with_header;
using boxoffice::tests::noon_s;
using boxoffice::tests::signing_key;

namespace {

const json ann_now = {{"email", "ann@example.com"},
                      {"exp", noon_s + 1},
                      {"iss", "https://login.example"},
                      {"aud", "boxoffice"}};

/// A login service with a key of each kind, and what checks its tokens.
struct login_service {
  signing_key rsa = signing_key::rsa();
  signing_key p256 = signing_key::curve("P-256");
  signing_key ed = signing_key::ed25519();
  auth_options options;
  customer_tokens tokens{options};

  login_service() {
    options.jwks = "keys.json";
    options.issuer = "https://login.example";
    options.audience = "boxoffice";
    use({rsa.jwk("rsa"), p256.jwk("p256"), ed.jwk("ed")});
  }
  void use(const json& keys) {
    auto read = read_key_set(json{{"keys", keys}}.dump());
    REQUIRE(read.keys);
    tokens.replace_keys(std::make_shared<const key_set>(std::move(*read.keys)));
  }
  [[nodiscard]] std::optional<std::string> email(const std::string& token) const {
    return tokens.email_of(token, noon_s * 1'000);
  }
};

std::string set_of(const json& key) { return json{{"keys", {key}}}.dump(); }

std::string why_ignored(const json& key) {
  auto read = read_key_set(set_of(key));
  CHECK_FALSE(read.keys);
  return read.ignored.empty() ? "" : read.ignored.front();
}

json with_member(json key, const std::string& name, const json& value) {
  key[name] = value;
  return key;
}

} // namespace

TEST_CASE("key set: a token by each algorithm names its customer") {
  const login_service login;
  CHECK(login.email(jwt(login.rsa, ann_now, "rsa")) == "ann@example.com");
  CHECK(login.email(jwt(login.p256, ann_now, "p256")) == "ann@example.com");
  CHECK(login.email(jwt(login.ed, ann_now, "ed")) == "ann@example.com");
}

TEST_CASE("key set: a token without a kid fits the only key of its algorithm") {
  login_service login;
  const json header = {{"alg", "RS256"}};
  CHECK(login.email(jwt_with_header(login.rsa, ann_now, header)) == "ann@example.com");
  login.use({login.rsa.jwk("rsa"), signing_key::rsa().jwk("other")});
  CHECK(login.email(jwt_with_header(login.rsa, ann_now, header)) == std::nullopt);
}

TEST_CASE("key set: the algorithm is the key's, whatever the token says") {
  const login_service login;
  auto spoiled = [&](const signing_key& key, const json& header) {
    return login.email(jwt_with_header(key, ann_now, header));
  };
  for (const auto* algorithm :
       {"none", "None", "", "HS256", "RS384", "RS512", "PS256", "ES384", "ES256K", "Ed25519"}) {
    CAPTURE(algorithm);
    CHECK(spoiled(login.rsa, {{"alg", algorithm}, {"kid", "rsa"}}) == std::nullopt);
    CHECK(spoiled(login.p256, {{"alg", algorithm}, {"kid", "p256"}}) == std::nullopt);
    CHECK(spoiled(login.ed, {{"alg", algorithm}, {"kid", "ed"}}) == std::nullopt);
  }
  CHECK(spoiled(login.rsa, {{"alg", "RS256"}, {"kid", "p256"}}) == std::nullopt);
  CHECK(spoiled(login.rsa, {{"alg", "ES256"}, {"kid", "rsa"}}) == std::nullopt);
  CHECK(spoiled(login.ed, {{"alg", "ES256"}, {"kid", "ed"}}) == std::nullopt);
  CHECK(spoiled(login.rsa, {{"kid", "rsa"}}) == std::nullopt);
  const auto content =
      base64url(R"({"alg":"none","kid":"rsa"})") + '.' + base64url(ann_now.dump()) + '.';
  CHECK(login.email(content) == std::nullopt);
}

TEST_CASE("key set: HS256 with a public key as the secret is refused, in any form of the key") {
  const login_service login;
  const auto jwk = login.rsa.jwk("rsa");
  const auto n = jwk.at("n").get<std::string>();
  for (const auto& secret :
       {login.rsa.pem(), jwk.dump(), n, set_of(jwk), std::string{}, login.ed.pem()})
    for (const auto* kid : {"rsa", "ed", "p256"})
      CHECK(login.email(jwt(secret, ann_now, {{"alg", "HS256"}, {"kid", kid}})) == std::nullopt);
}

TEST_CASE("key set: a kid is a name in the set and nothing else") {
  const login_service login;
  for (const json& kid :
       {json("RSA"), json("rsa "), json("../rsa"), json("/dev/null"), json("keys.json"),
        json("rsa' OR '1'='1"), json("x' UNION SELECT 'key"), json("http://127.0.0.1/keys"),
        json("rsa\n"), json(std::string{"rsa\0", 4}), json(""), json(nullptr), json(0), json(true),
        json{"rsa"}, json::object(), json(std::string(257, 'a'))}) {
    CAPTURE(kid.dump());
    CHECK(login.email(jwt_with_header(login.rsa, ann_now, json{{"alg", "RS256"}, {"kid", kid}})) ==
          std::nullopt);
  }
  const auto content =
      base64url(R"({"alg":"RS256","kid":"x","kid":"rsa"})") + '.' + base64url(ann_now.dump());
  CHECK(login.email(content + '.' + base64url(login.rsa.sign(content))) == std::nullopt);
}

TEST_CASE("key set: keys and key addresses inside a token are ignored") {
  const login_service login;
  const auto mine = signing_key::rsa();
  for (const auto* name : {"jwk", "jku", "x5u", "x5c"}) {
    const json header = {{"alg", "RS256"}, {"kid", "rsa"}, {name, mine.jwk("rsa")}};
    CHECK(login.email(jwt_with_header(mine, ann_now, header)) == std::nullopt);
  }
}

TEST_CASE("key set: malformed signatures are refused") {
  const login_service login;
  auto with_signature = [&](const signing_key& key, const std::string& kid, auto change) {
    const auto content = base64url(json{{"alg", key.algorithm()}, {"kid", kid}}.dump()) + '.' +
                         base64url(ann_now.dump());
    return login.email(content + '.' + base64url(change(key.sign(content), content)));
  };
  auto same = [](std::string text, const std::string&) { return text; };
  auto shorter = [](std::string text, const std::string&) { return text.substr(1); };
  auto longer = [](std::string text, const std::string&) { return std::string(1, '\0') + text; };
  auto zeros = [](std::string text, const std::string&) { return std::string(text.size(), '\0'); };
  auto most = [](std::string text, const std::string&) { return std::string(text.size(), '\xff'); };
  auto flipped = [](std::string text, const std::string&) {
    text.back() = static_cast<char>(text.back() ^ 1);
    return text;
  };
  for (const auto& [key, kid] :
       {std::pair{&login.rsa, "rsa"}, {&login.p256, "p256"}, {&login.ed, "ed"}}) {
    CAPTURE(kid);
    REQUIRE(with_signature(*key, kid, same) == "ann@example.com");
    CHECK(with_signature(*key, kid, shorter) == std::nullopt);
    CHECK(with_signature(*key, kid, longer) == std::nullopt);
    CHECK(with_signature(*key, kid, zeros) == std::nullopt);
    CHECK(with_signature(*key, kid, most) == std::nullopt);
    CHECK(with_signature(*key, kid, flipped) == std::nullopt);
  }
  CHECK(with_signature(login.p256, "p256", [&](const std::string&, const std::string& content) {
          return login.p256.sign_in_der(content);
        }) == std::nullopt);
  CHECK(with_signature(login.p256, "p256", [](const std::string& text, const std::string&) {
          return text.substr(0, 32) + std::string(32, '\0');
        }) == std::nullopt);
}

TEST_CASE("key set: keys that are too weak, of another use or kind, or secret are ignored") {
  const auto rsa = signing_key::rsa().jwk("k");
  const auto p256 = signing_key::curve("P-256").jwk("k");
  const auto ed = signing_key::ed25519().jwk("k");
  REQUIRE(read_key_set(set_of(rsa)).keys);
  CHECK(why_ignored(signing_key::rsa(1'024).jwk("k")).find("2,048") != std::string::npos);
  CHECK(why_ignored(with_member(rsa, "e", "AQ")).find("2,048") != std::string::npos); // 1
  CHECK(why_ignored(with_member(rsa, "e", "Ag")).find("2,048") != std::string::npos); // 2
  CHECK(why_ignored(with_member(rsa, "e", "AQAAAAE")).find("2,048") !=
        std::string::npos); // 5 bytes
  CHECK(why_ignored(with_member(rsa, "n", base64url(std::string(1'025, '\xff')))).find("8,192") !=
        std::string::npos);
  CHECK(why_ignored(signing_key::curve("P-384").jwk("k")).find("curve") != std::string::npos);
  CHECK(why_ignored(with_member(p256, "crv", "P-384")).find("curve") != std::string::npos);
  CHECK(why_ignored(with_member(p256, "x", base64url(std::string(32, '\1')))).find("no point") !=
        std::string::npos);
  CHECK(why_ignored(with_member(p256, "x", base64url(std::string(31, '\1')))).find("no point") !=
        std::string::npos);
  CHECK(why_ignored(with_member(ed, "x", base64url(std::string(31, '\1')))).find("Ed25519") !=
        std::string::npos);
  CHECK(why_ignored(with_member(ed, "crv", "X25519")).find("curve") != std::string::npos);
  CHECK(why_ignored(with_member(rsa, "use", "enc")).find("not for signatures") !=
        std::string::npos);
  CHECK(why_ignored(with_member(rsa, "key_ops", {"encrypt"})).find("not for") != std::string::npos);
  CHECK(why_ignored(with_member(rsa, "alg", "RS512")).find("another algorithm") !=
        std::string::npos);
  CHECK(why_ignored(with_member(rsa, "alg", "ES256")).find("another algorithm") !=
        std::string::npos);
  CHECK(why_ignored(with_member(rsa, "d", "AQ")).find("secret") != std::string::npos);
  CHECK(why_ignored({{"kty", "oct"}, {"k", "c2VjcmV0"}, {"kid", "k"}}).find("secret") !=
        std::string::npos);
  CHECK(why_ignored(with_member(rsa, "kid", "")).find("kid") != std::string::npos);
  CHECK(why_ignored(with_member(rsa, "kid", 7)).find("kid") != std::string::npos);
  CHECK(why_ignored(json("key")).find("no JSON object") != std::string::npos);
}

TEST_CASE("key set: keys with one kid and algorithm are ignored, others of the set stay") {
  const auto rsa = signing_key::rsa();
  const auto p256 = signing_key::curve("P-256");
  const json keys = {rsa.jwk("a"), signing_key::rsa().jwk("a"), p256.jwk("a")};
  const auto read = read_key_set(json{{"keys", keys}}.dump());
  REQUIRE(read.keys);
  CHECK(read.ignored.size() == 2);
  CHECK(read.keys->find("a", "RS256") == nullptr);
  CHECK(read.keys->find("a", "ES256") != nullptr);
}

TEST_CASE("key set: a text that is no set of keys is an error") {
  for (const std::string& text :
       {std::string{}, std::string{"[]"}, std::string{"{}"}, std::string{R"({"keys":{}})"},
        std::string{R"({"keys":[]})"}, std::string{R"({"keys":[],"keys":[]})"},
        std::string{"<html>"}, std::string(300, '[')}) {
    CAPTURE(text);
    const auto read = read_key_set(text);
    CHECK_FALSE(read.keys);
    CHECK_FALSE(read.error.empty());
  }
  const auto key = signing_key::ed25519().jwk("k");
  CHECK(read_key_set(json{{"keys", json(101, key)}}.dump()).error == "has more than 100 keys");
}

TEST_CASE("key set: a token whose kid is unknown makes the server load the keys again") {
  login_service login;
  unsigned loads_wanted = 0;
  login.tokens.when_key_is_unknown([&] { ++loads_wanted; });
  const auto next = signing_key::rsa();
  const auto token = jwt(next, ann_now, "next");
  CHECK(login.email(jwt(login.rsa, ann_now, "rsa")) == "ann@example.com");
  CHECK(loads_wanted == 0);
  CHECK(login.email(token) == std::nullopt);
  CHECK(loads_wanted == 1);
  login.use(json::array({next.jwk("next")}));
  CHECK(login.email(token) == "ann@example.com");
  CHECK(login.email(jwt(login.rsa, ann_now, "rsa")) == std::nullopt);
}

} // namespace boxoffice::http::tests
