// Parsers with damaged input, and PostgreSQL array literals read by the rules of its manual.
#include "storage/postgres/array.hpp"
#include "storage/verify/anchor.hpp"
#include "tests/support/readers/spoiled.hpp"

#include <cstdio>
#include <optional>

#include <doctest/doctest.h>

namespace boxoffice::storage::tests {

using boxoffice::tests::spoiled;
using events::bytes_of;

namespace {

/// The elements of an array literal by section 8.15.6 of PostgreSQL's manual; nothing if PostgreSQL
/// would refuse the text. Covers quoted elements, numbers and NULL.
std::optional<std::vector<std::optional<std::string>>> elements_of(const std::string& array) {
  std::vector<std::optional<std::string>> found;
  if (array.size() < 2 || array.front() != '{' || array.back() != '}')
    return std::nullopt;
  std::size_t at = 1;
  while (at < array.size() - 1) {
    std::string element;
    const bool quoted = array[at] == '"';
    for (at += quoted ? 1 : 0; at < array.size() - 1; ++at) {
      if (quoted ? array[at] == '"' : array[at] == ',')
        break;
      if (array[at] == '\\')
        ++at;
      element += array[at];
    }
    if (quoted && array[at++] != '"')
      return std::nullopt;
    found.push_back(!quoted && element == "NULL" ? std::nullopt : std::optional{element});
    if (at < array.size() - 1 && array[at++] != ',')
      return std::nullopt;
  }
  return found;
}

std::string hex_form(const std::string& bytes) {
  std::string text = "\\x";
  for (const auto each : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(each));
    text += digits;
  }
  return text;
}

} // namespace

TEST_CASE("spoiled input: any text survives an array literal of PostgreSQL") {
  CHECK(rc::check("of arrays", [] {
    const auto text = spoiled("ann@example.org", "\"\\{},NULL' \n");
    postgres_array array;
    array.add_text(text);
    array.add_null();
    array.add_bytes(text);
    array.add_text("NULL");
    array.add(-5);
    const auto read = elements_of(array.take());
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->size() == 5U);
    RC_ASSERT(read->at(0) == text);
    RC_ASSERT(read->at(1) == std::nullopt);
    RC_ASSERT(read->at(2) == hex_form(text));
    RC_ASSERT(read->at(3) == "NULL");
    RC_ASSERT(read->at(4) == "-5");
  }));
}

TEST_CASE(
    "spoiled input: a changed anchor is refused, and a changed key never becomes another key") {
  const auto key = new_signing_key();
  const std::vector<stream_head> heads{{{"metropolis"}, 12, events::bytes32{1}},
                                       {{"noir"}, 3, events::bytes32{2}}};
  const auto valid = write_anchor(1'798'137'000'123, heads, key);
  REQUIRE(read_anchor(valid).has_value());
  const auto pem = to_pem(key);
  const auto public_text = public_pem(public_key_of(key));
  CHECK(rc::check("of anchors", [&] {
    const auto text = spoiled(valid, "\n 0aZ=+/-");
    RC_ASSERT(read_anchor(text).has_value() == (text == valid));
  }));
  CHECK(rc::check("of keys: another key is never made of one", [&] {
    if (const auto read = read_signing_key(spoiled(pem, "\n -=A")))
      RC_ASSERT(*read == key);
    if (const auto read = read_public_key(spoiled(public_text, "\n -=A")))
      RC_ASSERT(*read == public_key_of(key));
  }));
}

} // namespace boxoffice::storage::tests
