#include "http/api/signatures/customer_tokens.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::base64url;
using boxoffice::tests::bearer;
using boxoffice::tests::claims_of;
using boxoffice::tests::jwt;
using boxoffice::tests::noon_s;

namespace {

const json fine = {{"email", "ann@example.com"}, {"exp", noon_s + 1}};

std::optional<std::string> email(const std::string& token) {
  auth_options options;
  options.jwt_secret = token_secret;
  return customer_tokens{options}.email_of(token, noon_s * 1'000);
}

} // namespace

TEST_CASE("jwt: a token by HS256 with a mail address and a future expiry names its customer") {
  CHECK(email(jwt(token_secret, fine)) == "ann@example.com");
  CHECK(email(jwt(token_secret, {{"email", "a@b"}, {"exp", noon_s + 9}, {"nbf", noon_s}})) ==
        "a@b");
}

TEST_CASE("jwt: a token without mail address or expiry, or out of its time, is refused") {
  for (const json& claims :
       {json{{"email", "a@b"}}, json{{"exp", noon_s + 1}}, json{{"email", "a@b"}, {"exp", noon_s}},
        json{{"email", "a@b"}, {"exp", noon_s - 1}}, json{{"email", "a@b"}, {"exp", "never"}},
        json{{"email", "a@b"}, {"exp", nullptr}}, json{{"email", 7}, {"exp", noon_s + 1}},
        json{{"email", ""}, {"exp", noon_s + 1}}, json{{"email", {"a@b"}}, {"exp", noon_s + 1}},
        json{{"email", "a@b"}, {"exp", noon_s + 9}, {"nbf", noon_s + 1}},
        json{{"email", std::string{"a@b\0c", 5}}, {"exp", noon_s + 1}}, json::array(), json(1)}) {
    CAPTURE(claims.dump());
    CHECK(email(jwt(token_secret, claims)) == std::nullopt);
  }
}

TEST_CASE("jwt: clocks may differ by the leeway") {
  auth_options options;
  options.jwt_secret = token_secret;
  options.leeway = std::chrono::seconds{30};
  const customer_tokens tokens{options};
  auto email_at = [&](std::int64_t exp, std::int64_t nbf) {
    return tokens.email_of(jwt(token_secret, {{"email", "a@b"}, {"exp", exp}, {"nbf", nbf}}),
                           noon_s * 1'000);
  };
  CHECK(email_at(noon_s - 29, noon_s + 30) == "a@b");
  CHECK(email_at(noon_s - 30, noon_s + 30) == std::nullopt);
  CHECK(email_at(noon_s - 29, noon_s + 31) == std::nullopt);
}

TEST_CASE("jwt: a token is valid until its exp and the leeway, however far that is") {
  auth_options options;
  options.jwt_secret = token_secret;
  options.leeway = std::chrono::seconds{30};
  const customer_tokens tokens{options};
  auto until = [&](const json& exp) {
    auto owner =
        tokens.owner_of(jwt(token_secret, {{"email", "a@b"}, {"exp", exp}}), noon_s * 1'000);
    REQUIRE(owner);
    return owner->valid_until;
  };
  CHECK(until(noon_s - 29) == (noon_s + 1) * 1'000);
  CHECK(until(static_cast<double>(noon_s) + 0.5) == (noon_s + 30) * 1'000 + 500);
  CHECK(until(1e300) == 9'000'000'000'000'000);
}

TEST_CASE("jwt: issuer and audience are checked where they are configured") {
  auth_options options;
  options.jwt_secret = token_secret;
  options.issuer = "https://login.example";
  options.audience = "boxoffice";
  const customer_tokens tokens{options};
  auto email_with = [&](const json& iss, const json& aud) {
    auto claims = fine;
    claims["iss"] = iss;
    claims["aud"] = aud;
    return tokens.email_of(jwt(token_secret, claims), noon_s * 1'000);
  };
  CHECK(email_with("https://login.example", "boxoffice") == "ann@example.com");
  CHECK(email_with("https://login.example", {"other", "boxoffice"}) == "ann@example.com");
  for (const json& iss : {json{"https://login.example/"}, json{"https://LOGIN.example"}, json{""},
                          json(nullptr), json{{"https://login.example"}}, json(7)})
    CHECK(email_with(iss, "boxoffice") == std::nullopt);
  for (const json& aud : {json("other"), json("BOXOFFICE"), json(""), json(nullptr), json::array(),
                          json::array({"other"}), json::object({{"boxoffice", "boxoffice"}})})
    CHECK(email_with("https://login.example", aud) == std::nullopt);
  CHECK(tokens.email_of(jwt(token_secret, fine), noon_s * 1'000) == std::nullopt);
}

TEST_CASE("jwt: an address that the issuer has not verified is nobody's") {
  auto verified = [&](const json& value) {
    auto claims = fine;
    claims["email_verified"] = value;
    return email(jwt(token_secret, claims));
  };
  CHECK(verified(true) == "ann@example.com");
  for (const json& value : {json(false), json("false"), json("true"), json(nullptr), json(0),
                            json(1), json("yes"), json::array({true}), json::object()})
    CHECK(verified(value) == std::nullopt);
}

TEST_CASE("jwt: a member that is given twice is refused, in the header and in the claims") {
  auto of = [](const std::string& header, const std::string& claims) {
    auto content = base64url(header) + '.' + base64url(claims);
    return email(content + '.' + base64url(boxoffice::tests::hmac_sha256(token_secret, content)));
  };
  const std::string head = R"({"alg":"HS256"})";
  const std::string claims = R"({"email":"a@b","exp":1800000001})";
  REQUIRE(of(head, claims) == "a@b");
  CHECK(of(R"({"alg":"HS256","alg":"HS256"})", claims) == std::nullopt);
  CHECK(of(R"({"alg":"none","alg":"HS256"})", claims) == std::nullopt);
  CHECK(of(R"({"alg":"HS256","kid":"a","kid":"a"})", claims) == std::nullopt);
  CHECK(of(head, R"({"email":"b@b","email":"a@b","exp":1800000001})") == std::nullopt);
  CHECK(of(head, R"({"email":"a@b","exp":1,"exp":1800000001})") == std::nullopt);
  CHECK(of(head, R"({"email":"a@b","exp":1800000001,"x":{"y":1,"\u0079":2}})") == std::nullopt);
}

TEST_CASE("jwt: times are seconds with or without a fraction, however large") {
  auto with_times = [](const std::string& exp, const std::string& nbf) {
    auto claims = R"({"email":"a@b","exp":)" + exp + (nbf.empty() ? "" : ",\"nbf\":" + nbf) + '}';
    auto content = base64url(R"({"alg":"HS256"})") + '.' + base64url(claims);
    return content + '.' + base64url(boxoffice::tests::hmac_sha256(token_secret, content));
  };
  CHECK(email(with_times("1800000000.5", "")) == "a@b");
  CHECK(email(with_times("1.8000000005e9", "1799999999.5")) == "a@b");
  CHECK(email(with_times("99999999999999999999999", "-99999999999999999999999")) == "a@b");
  CHECK(email(with_times("1e300", "-1.5")) == "a@b");
  for (const auto* exp : {"1799999999.9", "1800000000", "-1e300", "1e999", "\"1800000001\"",
                          "-99999999999999999999999", "true", "[1800000001]", "{}", "null"})
    CHECK(email(with_times(exp, "")) == std::nullopt);
  for (const auto* nbf : {"1800000000.5", "1e300", "99999999999999999999999", "1e999", "\"0\"",
                          "null", "true", "[]", "{}", "\"soon\""})
    CHECK(email(with_times("1900000000", nbf)) == std::nullopt);
}

TEST_CASE("jwt: a header with unsupported demands is refused") {
  for (const json& crit : {json{"exp"}, json::array(), json(nullptr), json("b64")})
    CHECK(email(jwt(token_secret, fine, {{"alg", "HS256"}, {"crit", crit}})) == std::nullopt);
  CHECK(email(jwt(token_secret, fine, {{"alg", {"HS256"}}})) == std::nullopt);
  CHECK(email(jwt(token_secret, fine, json::array())) == std::nullopt);
  CHECK(email(jwt(token_secret, fine, {{"alg", "HS256"}, {"kid", "1"}})) == "ann@example.com");
}

TEST_CASE(
    "jwt: a part that is not exactly one JSON value, or not canonical base64url, is refused") {
  auto of = [](const std::string& header, const std::string& claims) {
    auto content = header + '.' + claims;
    return content + '.' + base64url(boxoffice::tests::hmac_sha256(token_secret, content));
  };
  const std::string head = R"({"alg":"HS256"})";
  const auto body = fine.dump();
  CHECK(email(of(base64url(head), base64url(body))) == "ann@example.com");
  for (const auto& more : {std::string{"\0 junk", 6}, std::string(1, '\0'), std::string{"{}"},
                           std::string{"x"}, std::string{","}}) {
    CHECK(email(of(base64url(head), base64url(body + more))) == std::nullopt);
    CHECK(email(of(base64url(head + more), base64url(body))) == std::nullopt);
  }
  CHECK(email(of(base64url(head) + "=", base64url(body))) == std::nullopt);
  CHECK(email(of(base64url(head), base64url(body) + "\n")) == std::nullopt);
  auto right = jwt(token_secret, fine);
  // The last digit of 32 bytes has two bits that say nothing.
  auto other = right;
  other.back() = other.back() == 'A' ? 'B' : static_cast<char>(other.back() + 1);
  CHECK(email(other) == std::nullopt);
}

TEST_CASE("jwt: no other algorithm counts") {
  for (const auto* algorithm : {"none", "None", "HS384", "HS512", "RS256", "ES256", "", "hs256x"})
    CHECK(email(jwt(token_secret, fine, {{"alg", algorithm}, {"typ", "JWT"}})) == std::nullopt);
  auto unsigned_token = base64url(R"({"alg":"none"})") + '.' + base64url(fine.dump()) + '.';
  CHECK(email(unsigned_token) == std::nullopt);
  CHECK(email(jwt(token_secret, fine, {{"typ", "JWT"}})) == std::nullopt);
}

TEST_CASE("jwt: a foreign or broken signature and garbage are refused") {
  auto right = jwt(token_secret, fine);
  CHECK(email(jwt(std::string(32, 'x'), fine)) == std::nullopt);
  for (const std::string& wrong :
       {std::string{}, std::string{"."}, std::string{".."}, std::string{"..."},
        std::string{"a.b.c"}, std::string{"\xff\xfe"}, std::string(8'000, '.'),
        std::string(8'000, 'A'), right.substr(0, right.size() - 3), right + "AAAA", right + ".x",
        '.' + right, right.substr(0, right.rfind('.')), right.substr(0, right.rfind('.') + 1),
        base64url(R"({"alg":"HS256"})") + "." + base64url(std::string(2'000, '[')) + ".x"}) {
    CAPTURE(wrong.substr(0, 60));
    CHECK(email(wrong) == std::nullopt);
  }
}

TEST_CASE("jwt mode: a ticket is accessible to its customer and the operator only") {
  auto options = usual_options();
  options.auth.mode = auth_mode::jwt;
  options.auth.jwt_secret = token_secret;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto client = cinema.client();
  auto ann = bearer(jwt(token_secret, claims_of("Ann@Example.com")));
  auto bob = bearer(jwt(token_secret, claims_of("bob@example.com")));
  auto body = json::parse(booking_of("A1"));
  CHECK(client.post("/api/ticket/book", body).code() == "UNAUTHENTICATED");
  CHECK(client.post("/api/ticket/book", body, bob).code() == "FORBIDDEN");
  auto booked = client.post("/api/ticket/book", body, ann);
  REQUIRE(booked.status == 202);
  auto ticket = booked.header("Location");
  for (const auto& path : {ticket, ticket + "/history"}) {
    CHECK(client.get(path).code() == "UNAUTHENTICATED");
    CHECK(client.get(path, bob).code() == "FORBIDDEN");
    CHECK(client.get(path, ann).status == 200);
    CHECK(client.get(path, as_operator()).status == 200);
  }
  CHECK(client.del(ticket, bob).code() == "FORBIDDEN");
  CHECK(client.get("/api/refund", bob).code() == "FORBIDDEN");
  CHECK(client.get("/api/refund").code() == "UNAUTHENTICATED");
  CHECK(client.get("/api/movieshow/s").status == 200);
  CHECK(client.del(ticket, ann).body.at("reason") == "by_customer");
}

} // namespace boxoffice::http::tests
