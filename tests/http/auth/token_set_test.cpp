#include "http/auth/token_set.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

constexpr events::time_ms any_time = 1'790'000'000'000;

events::bytes32 random_of(std::uint8_t seed) {
  events::bytes32 bytes{};
  bytes.fill(seed);
  return bytes;
}

named_token stored_token(const std::string& name, std::uint8_t seed, scope_set scopes,
                         std::optional<events::time_ms> expires = {}) {
  return {name, events::sha256({events::bytes_of(token_of(random_of(seed)))}), scopes, any_time,
          expires};
}

std::string document_of(const std::string& members) {
  return R"({"version":1,"tokens":[{)" + members + "}]}";
}

const std::string hex_of_hash(64, 'a');
const std::string whole_entry = R"("name":"a","sha256":")" + hex_of_hash +
                                R"(","scopes":["read"],"created":"2026-01-01T00:00:00.000Z")";

} // namespace

TEST_CASE("named tokens: a token has its prefix and 256 bits in base64url") {
  auto token = token_of(random_of(0xFF));
  CHECK(token == "bx_" + std::string(42, '_') + '8');
  CHECK(token_of(random_of(0)) == "bx_" + std::string(43, 'A'));
}

TEST_CASE("named tokens: a token is found by its text only, until it expires") {
  token_set tokens;
  CHECK(tokens.add(stored_token("gate", 1, {scope::admit})));
  CHECK(tokens.add(stored_token("till", 2, {scope::sell}, any_time + 1'000)));
  auto gate = token_of(random_of(1));
  auto till = token_of(random_of(2));
  REQUIRE(tokens.find(gate, any_time) != nullptr);
  CHECK(tokens.find(gate, any_time)->name == "gate");
  CHECK(tokens.find(till, any_time + 999)->name == "till");
  CHECK(tokens.find(till, any_time + 1'000) == nullptr);
  CHECK(tokens.find(gate + "x", any_time) == nullptr);
  CHECK(tokens.find(gate.substr(0, gate.size() - 1), any_time) == nullptr);
  CHECK(tokens.find("", any_time) == nullptr);
  // What is kept does not open anything.
  CHECK(tokens.find(events::to_hex(tokens.all()[0].hash), any_time) == nullptr);
}

TEST_CASE("named tokens: a name is taken until it is removed, and others stay as they are") {
  token_set tokens;
  CHECK(tokens.add(stored_token("a", 1, {scope::read}, any_time - 1)));
  CHECK(tokens.add(stored_token("b", 2, {scope::read})));
  CHECK_FALSE(tokens.add(stored_token("a", 3, {scope::read})));
  CHECK(tokens.remove("a"));
  CHECK_FALSE(tokens.remove("a"));
  CHECK(tokens.find(token_of(random_of(1)), any_time - 2) == nullptr);
  CHECK(tokens.find(token_of(random_of(2)), any_time)->name == "b");
  CHECK(tokens.add(stored_token("a", 3, {scope::read})));
  CHECK(tokens.find(token_of(random_of(3)), any_time)->name == "a");
}

TEST_CASE("named tokens: names have 1 to 64 letters, digits, dots, underscores and hyphens") {
  for (const auto* good : {"a", "Gate-1", "till_2.b"})
    CHECK(is_token_name(good));
  CHECK(is_token_name(std::string(64, 'n')));
  CHECK_FALSE(is_token_name(std::string(65, 'n')));
  for (const auto* bad : {"", " ", "a b", "a/b", "a\n", "ä", "a:b"})
    CHECK_FALSE(is_token_name(bad));
}

TEST_CASE("named tokens: the document gives back every member") {
  token_set tokens;
  CHECK(tokens.add(stored_token("gate", 1, {scope::admit, scope::read})));
  CHECK(tokens.add(stored_token("till", 2, scope_set::all(), any_time + 1)));
  auto again = token_set::parse(tokens.to_text());
  REQUIRE(again.has_value());
  CHECK(again->all() == tokens.all());
  CHECK(again->find(token_of(random_of(1)), any_time)->name == "gate");
  CHECK(token_set::parse(token_set{}.to_text())->all().empty());
}

TEST_CASE("named tokens: the form of the document is permanent") {
  auto read =
      token_set::parse(document_of(whole_entry + R"(,"expires":"2027-01-01T00:00:00.000Z")"));
  REQUIRE(read.has_value());
  const auto& one = read->all().at(0);
  CHECK(one.name == "a");
  CHECK(one.hash == random_of(0xAA));
  CHECK(one.scopes == scope_set{scope::read});
  CHECK(one.created == 1'767'225'600'000);
  CHECK(one.expires == 1'798'761'600'000);
  CHECK(to_text(scope_set::all(), " ") == "read sell operate admit");
}

TEST_CASE("named tokens: a damaged document is refused and its content is not repeated") {
  REQUIRE(token_set::parse(document_of(whole_entry)).has_value());
  auto without = [](const std::string& part, const std::string& by) {
    auto text = whole_entry;
    text.replace(text.find(part), part.size(), by);
    return document_of(text);
  };
  const auto whole = document_of(whole_entry);
  const std::vector<std::string> damaged{
      "",
      whole + '\0',
      whole + '\0' + R"(,"more")",
      "\xef\xbb\xbf" + whole,
      R"({"version":1,"tokens":[],"tokens":[]})",
      document_of(whole_entry + R"(,"scopes":["operate"])"),
      "[]",
      "{}",
      document_of(whole_entry).substr(0, 60),
      R"({"version":2,"tokens":[]})",
      R"({"version":1})",
      R"({"version":1,"tokens":[],"more":1})",
      R"({"version":1,"tokens":[1]})",
      document_of(""),
      document_of(whole_entry + R"(,"addresses":["10.0.0.0/8"])"),
      document_of(whole_entry + R"(,"expires":"soon")"),
      document_of(whole_entry + R"(,"expires":null)"),
      without(hex_of_hash, hex_of_hash.substr(2)),
      without(hex_of_hash, std::string(64, 'g')),
      without(R"(["read"])", R"(["read","all"])"),
      without(R"(["read"])", "[]"),
      without(R"(["read"])", R"("read")"),
      without(R"("name":"a")", R"("name":"a b")"),
      without("2026-01-01T00:00:00.000Z", "2026-13-01T00:00:00.000Z"),
      R"({"version":1,"tokens":[{)" + whole_entry + "},{" + whole_entry + "}]}"};
  for (const auto& text : damaged) {
    CAPTURE(text);
    auto read = token_set::parse(text);
    REQUIRE(read.has_error());
    CHECK(read.error().find(hex_of_hash.substr(0, 8)) == std::string::npos);
  }
}

} // namespace boxoffice::http::tests
