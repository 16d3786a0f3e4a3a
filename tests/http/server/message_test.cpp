#include "http/server/message.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

using path = std::vector<std::string>;

message message_with(field name, const std::string& value) {
  message made{verb::get, "/", 11};
  made.insert(name, value);
  return made;
}

bool already(const std::string& value) {
  return has_already(message_with(field::if_none_match, value), "\"7\"");
}

} // namespace

TEST_CASE("target: segments and query are split and decoded") {
  auto at = parse_target("/api/customer/a%40b%2Fc+d?limit=5&after=x%26y+z&flag&=v&limit=6");
  REQUIRE(at);
  CHECK(at->path == path{"api", "customer", "a@b/c+d"});
  CHECK(*at->find("limit") == "5");
  CHECK(*at->find("after") == "x&y z");
  CHECK(at->find("flag") == nullptr);
  CHECK(at->find("other") == nullptr);
}

TEST_CASE("target: an empty value counts as absent") {
  auto at = parse_target("/a?after=&limit&after=5&after=6");
  REQUIRE(at);
  CHECK(*at->find("after") == "5");
  CHECK(at->find("limit") == nullptr);
}

TEST_CASE("target: empty segments and dots are kept") {
  CHECK(parse_target("/")->path == path{""});
  CHECK(parse_target("/?x=1")->path == path{""});
  CHECK(parse_target("/a/?")->path == path{"a", ""});
  CHECK(parse_target("//a//b")->path == path{"", "a", "", "b"});
  CHECK(parse_target("/api/../healthz")->path == path{"api", "..", "healthz"});
  CHECK(parse_target("/%2e%2e/x")->path == path{"..", "x"});
}

TEST_CASE("target: invalid escapes are refused, and any byte may be escaped") {
  for (const auto* text : {"/%", "/%4", "/%4g", "/%zz", "/a?x=%", "/a?%=1", "/a?x=1&y=%4", "/%-1"})
    CHECK_FALSE(parse_target(text).has_value());
  CHECK(parse_target("/a%00b")->path == path{std::string{"a\0b", 3}});
  CHECK(*parse_target("/a?x=%00%FF")->find("x") == std::string{"\0\xff", 2});
  CHECK(parse_target("/%41")->path == path{"A"});
  CHECK(parse_target("/a?x=%41")->query.front().second == "A");
}

TEST_CASE("target: a host before the path is ignored, other forms are refused") {
  CHECK(parse_target("http://x/a/b?c=d")->path == path{"a", "b"});
  CHECK(parse_target("HTTP://x:80/a")->path == path{"a"});
  CHECK(parse_target("http:///a")->path == path{"a"});
  for (const auto* text :
       {"", "*", "a", "?x", "http://", "http://x", "http:/a", "ftp://x/a", "x:80"})
    CHECK_FALSE(parse_target(text).has_value());
}

TEST_CASE("host: it is a name or an address, with or without a port") {
  for (const auto* good :
       {"", "x", "X:80", "x:", ":80", "127.0.0.1:8080", "www.example.org", "a_b-c~", "[::1]",
        "[2001:db8::1]:8080", "[::ffff:1.2.3.4]", "caf%C3%A9.example", "a!$&'()*+,;=b"})
    CHECK_MESSAGE(is_host_field(good), good);
  for (const auto* bad :
       {"a b",  "a/b",   "a?b", "a#b",  "a@b",    "user:pass@b", "a:b",   "a:80:80",
        "a\"b", "a\\b",  "[]",  "[::1", "[::1]x", "[::1]:x",     "[a b]", "[g]",
        "%",    "%4g.x", "é",   "a\tb", "::1",    "<a>",         "a|b"})
    CHECK_MESSAGE(!is_host_field(bad), bad);
}

TEST_CASE("If-None-Match: compares weakly with each tag of its list") {
  for (const auto* same : {"\"7\"", "W/\"7\"", "*", " * ", "\"6\", \"7\"", "\"6\",W/\"7\" ,\"8\""})
    CHECK(already(same));
  for (const auto* other : {"", "\"70\"", "7", "\"6\"", "W/7", "w/\"7\"", "\"\"", ",", "*,", "\"7",
                            "\"7\"x", "\"7\", x", "\"6\" \"7\"", "\"a,\"7\"\""})
    CHECK_FALSE(already(other));
  CHECK_FALSE(has_already(message{verb::get, "/", 11}, "\"7\""));
}

TEST_CASE("headers: a field that must be single and comes twice does not count") {
  auto twice = [](field name, const std::string& value) {
    auto made = message_with(name, value);
    made.insert(name, value);
    return made;
  };
  CHECK_FALSE(http::bearer(twice(field::authorization, "Bearer abc")));
  CHECK_FALSE(says_json(twice(field::content_type, "application/json")));
  auto made = message_with(field::accept, "x");
  made.insert("webhook-id", "a");
  CHECK(only_header(made, "Webhook-Id") == "a");
  made.insert("webhook-id", "a");
  CHECK(only_header(made, "webhook-id").empty());
}

TEST_CASE("Authorization: only a bearer's token is taken") {
  CHECK(http::bearer(message_with(field::authorization, "Bearer abc")) == "abc");
  CHECK(http::bearer(message_with(field::authorization, "bEARER   abc ")) == "abc");
  for (const auto* none : {"", "Bearer", "Basic abc", "Bearerabc", "abc"})
    CHECK_FALSE(http::bearer(message_with(field::authorization, none)));
}

TEST_CASE("Content-Type: JSON with or without parameters") {
  for (const auto* yes : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                          "application/json;x"})
    CHECK(says_json(message_with(field::content_type, yes)));
  for (const auto* no :
       {"", "text/plain", "application/json-patch+json", "json", "application/jso"})
    CHECK_FALSE(says_json(message_with(field::content_type, no)));
}

} // namespace boxoffice::http::tests
