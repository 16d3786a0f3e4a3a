// Targets, headers and tokens with a random byte sequence put in or appended, or their end cut off:
// refused, or what a reader written by hand (or Python's) makes of them.
#include "http/api/signatures/customer_tokens.hpp"
#include "http/api/signatures/webhook.hpp"
#include "http/server/message.hpp"
#include "tests/http/gateway_fixture.hpp"
#include "tests/support/crypto/crypto.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/noon.hpp"
#include "tests/support/readers/python_reader.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <regex>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::base64;
using boxoffice::tests::base64url;
using boxoffice::tests::hmac_sha256;
using boxoffice::tests::noon_s;
using boxoffice::tests::percent_encoded;
using boxoffice::tests::read_by_python;
using boxoffice::tests::spoiled;

namespace {

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts{""};
  for (auto c : text)
    if (c == mark)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// The text with its escapes replaced one after the other.
std::string unescaped(std::string text, bool plus_is_space) {
  for (auto& c : text)
    if (c == '+' && plus_is_space)
      c = ' ';
  for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at + 1)) {
    auto byte = static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
    text.replace(at, 3, 1, byte);
  }
  return text;
}

/// Targets by their grammar; only those that begin with a slash.
std::optional<target> reference_target(const std::string& text) {
  static const std::regex form{"/([^%]|%[0-9A-Fa-f]{2})*"};
  if (!std::regex_match(text, form))
    return std::nullopt;
  target read;
  auto mark = std::min(text.find('?'), text.size());
  for (const auto& segment : split(text.substr(1, mark - 1), '/'))
    read.path.push_back(unescaped(segment, false));
  auto query = text.substr(std::min(mark + 1, text.size()));
  if (!query.empty())
    for (const auto& pair : split(query, '&')) {
      auto equals = std::min(pair.find('='), pair.size());
      read.query.emplace_back(unescaped(pair.substr(0, equals), true),
                              unescaped(pair.substr(std::min(equals + 1, pair.size())), true));
    }
  return read;
}

message with(std::string_view name, const std::string& value) {
  message made{verb::get, "/", 11};
  made.insert({name.data(), name.size()}, value);
  return made;
}

std::string trimmed(const std::string& text) {
  auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A field of a message may hold any byte but NUL, CR and LF: others end at the parser.
bool is_field_value(const std::string& text) {
  return text.find_first_of(std::string{"\0\r\n", 3}) == std::string::npos;
}

} // namespace

TEST_CASE("spoiled input: a target is refused or parsed by its grammar") {
  CHECK(rc::check("of targets", [] {
    auto text = spoiled(*rc::gen::element<std::string>("/api/movieshow?limit=10&after=abc%20d",
                                                       "/api/ticket/s.x%2Fy/history?a=&b+c=d"),
                        "/?&=%+%00%41.;#aF09");
    auto read = parse_target(text);
    if (!text.starts_with('/')) {
      RC_ASSERT(!read || text.starts_with("http://") || text.starts_with("HTTP://"));
      return;
    }
    auto expected = reference_target(text);
    RC_ASSERT(read.has_value() == expected.has_value());
    if (!read)
      return;
    RC_ASSERT(read->path == expected->path);
    RC_ASSERT(read->query == expected->query);
  }));
}

TEST_CASE("spoiled input: a query value is refused or read as the number, time or id that it is") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto client = cinema.client();
  static const std::regex number{"0*([1-9][0-9]{0,2}|1000)"};
  static const std::regex id{"[A-Za-z0-9_-]{1,64}"};
  CHECK(rc::check("of queries", [&] {
    auto limit = spoiled("100", "0123456789+-x ");
    auto after = spoiled("show-1", "aZ9_-./ ");
    auto good = (limit.empty() || std::regex_match(limit, number)) &&
                (after.empty() || std::regex_match(after, id));
    auto got = client.get("/api/movieshow?limit=" + percent_encoded(limit) +
                          "&after=" + percent_encoded(after));
    RC_ASSERT(got.status == (good ? 200U : 422U));
  }));
}

TEST_CASE("spoiled input: If-None-Match, Authorization and Content-Type are taken as a whole") {
  // The grammar of RFC 9110, 8.8.3 and 13.1.2; empty elements of a list are allowed.
  static const std::regex tags{
      "[ \t,]*((W/)?\"[^\"]*\"[ \t]*(,[ \t,]*(W/)?\"[^\"]*\"[ \t]*)*(,[ \t,]*)?)?"};
  static const std::regex one_tag{"\"[^\"]*\""};
  static const std::regex bearer_form{"[Bb][Ee][Aa][Rr][Ee][Rr] ([\\s\\S]+)"};
  CHECK(rc::check("of headers", [] {
    auto text = spoiled("\"6\", W/\"7\" ,\"8\"", "\"W/, \t*678");
    auto expected = trimmed(text) == "*";
    if (std::regex_match(text, tags))
      for (std::sregex_iterator at{text.begin(), text.end(), one_tag}, end; at != end; ++at)
        expected = expected || at->str() == "\"7\"";
    RC_ASSERT(has_already(with("If-None-Match", text), "\"7\"") == expected);

    auto authorization = trimmed(spoiled("Bearer token-1", "Bearer \t-"));
    auto token = http::bearer(with("Authorization", authorization));
    std::smatch part;
    auto fits = std::regex_match(authorization, part, bearer_form);
    if (token)
      RC_ASSERT((fits && *token == trimmed(part[1])));
    auto type = spoiled("application/json; charset=utf-8", "application/json; \t");
    auto name = trimmed(type.substr(0, type.find(';')));
    for (auto& c : name)
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    RC_ASSERT(says_json(with("Content-Type", type)) == (name == "application/json"));
  }));
}

TEST_CASE("spoiled input: an Idempotency-Key is refused or one of visible characters") {
  gateway_fixture cinema;
  cinema.open_show("s", 2);
  auto client = cinema.client();
  auto body = json::parse(booking_of("A9")); // No such seat: the key is judged before.
  static const std::regex form{"[!-~]{1,255}"};
  CHECK(rc::check("of keys", [&] {
    auto key = spoiled("order-2026-0001", "-a1 \t");
    if (!is_field_value(key))
      return;
    auto got = client.post("/api/ticket/book", body, {{"Idempotency-Key", key}});
    if (got.status == 400) // No field of HTTP.
      return client.close();
    RC_ASSERT(got.status == 422U);
    auto named = got.body.at("errors").at(0).at("field");
    RC_ASSERT((named == "Idempotency-Key") == !std::regex_match(trimmed(key), form));
  }));
}

TEST_CASE("spoiled input: a callback is signed as it was sent, or not at all") {
  const std::string id = "msg_1", time = std::to_string(noon_s), body = R"({"reqId":"s.x"})";
  const auto signature = "v1," + base64(hmac_sha256(token_secret, id + '.' + time + '.' + body));
  auto passes = [](const std::string& with_id, const std::string& with_time,
                   const std::string& with_signature, const std::string& with_body) {
    message made{verb::post, "/api/payment/callback", 11};
    made.set("webhook-id", with_id);
    made.set("webhook-timestamp", with_time);
    made.set("webhook-signature", with_signature);
    made.body() = with_body;
    return is_signed(made, token_secret, noon_s);
  };
  REQUIRE(passes(id, time, signature, body));
  CHECK(rc::check("of callbacks", [&] {
    auto other = spoiled(id, "msg_1. ");
    // White space around a field's value is no part of it.
    RC_ASSERT(passes(other, time, signature, body) == (trimmed(other) == id));
    other = spoiled(time, "0123456789+-. ");
    RC_ASSERT(passes(id, other, signature, body) == (trimmed(other) == time));
    other = spoiled(body, "{}\":, ");
    RC_ASSERT(passes(id, time, signature, other) == (other == body));
    other = spoiled(signature, "v1,= A/+");
    auto listed = split(trimmed(other), ' ');
    RC_ASSERT(passes(id, time, other, body) ==
              (std::find(listed.begin(), listed.end(), signature) != listed.end()));
  }));
}

TEST_CASE("spoiled input: a token is refused, or names the customer that another parser reads") {
  const json claims = {{"email", "ann@example.com"}, {"exp", noon_s + 60}, {"nbf", 1.5}};
  const auto token = boxoffice::tests::jwt(token_secret, claims);
  auth_options auth;
  auth.jwt_secret = token_secret;
  const customer_tokens tokens{auth};
  auto email = [&](const std::string& text) { return tokens.email_of(text, noon_s * 1'000); };
  REQUIRE(email(token) == "ann@example.com");
  std::vector<std::string> texts;
  std::vector<std::optional<std::string>> ours;
  CHECK(rc::check("of tokens", [&] {
    auto other = spoiled(token, "ABCabc019-_.=+/");
    RC_ASSERT((other == token) == email(other).has_value());
    texts.push_back(spoiled(claims.dump(), "{}\":, 0123456789.eE-nbfexpmail\\u"));
    auto content = base64url(R"({"alg":"HS256"})") + '.' + base64url(texts.back());
    ours.push_back(email(content + '.' + base64url(hmac_sha256(token_secret, content))));
  }));
  auto theirs = read_by_python("json", texts);
  auto number = [](const json& value) {
    auto text = value.contains("i") ? value.at("i") : value.at("f");
    return std::strtod(text.get_ref<const std::string&>().c_str(), nullptr);
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!ours[i])
      continue;
    CAPTURE(texts[i]);
    REQUIRE_FALSE(theirs[i].is_discarded());
    const auto& read = theirs[i].at("o");
    CHECK(read.at("email") == *ours[i]);
    CHECK(number(read.at("exp")) > static_cast<double>(noon_s));
    if (read.contains("nbf"))
      CHECK(number(read.at("nbf")) <= static_cast<double>(noon_s));
  }
}

} // namespace boxoffice::http::tests
