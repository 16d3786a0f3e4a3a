#include "http/auth/password.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

const events::mail_address ada{"ada@example.org"};

std::string letters(std::size_t count) { return std::string(count, 'x'); }

} // namespace

TEST_CASE("password: it has 8 to 256 code points of any kind") {
  CHECK(error_in_password(letters(8), ada).empty());
  CHECK(error_in_password(letters(256), ada).empty());
  CHECK(error_in_password("        ", ada).empty());
  CHECK(error_in_password("12345678", ada).empty());
  std::string umlauts;
  for (int i = 0; i < 256; ++i)
    umlauts += "\u00e4";
  CHECK(error_in_password(umlauts, ada).empty());
  CHECK_FALSE(error_in_password(umlauts + "x", ada).empty());
  CHECK_FALSE(error_in_password(umlauts.substr(0, 14), ada).empty());
  CHECK_FALSE(error_in_password(letters(7), ada).empty());
  CHECK_FALSE(error_in_password(letters(257), ada).empty());
  CHECK_FALSE(error_in_password("", ada).empty());
}

TEST_CASE("password: it is not the mail address in any spelling") {
  CHECK_FALSE(error_in_password("ada@example.org", ada).empty());
  CHECK_FALSE(error_in_password("ADA@Example.ORG", ada).empty());
  CHECK(error_in_password("bob@example.org", ada).empty());
}

TEST_CASE("password: letters that look the same are the same, others are not") {
  CHECK(normalized_password("gr\u00fc\u00dfe und mehr") ==
        normalized_password("gru\u0308\u00dfe und mehr"));
  CHECK(normalized_password("\ufb01 ligature") == "\ufb01 ligature");
  CHECK(normalized_password("Capitals") != normalized_password("capitals"));
  CHECK(normalized_password(" blank ") == " blank ");
  CHECK(normalized_password("") == "");
  CHECK(normalized_password(letters(4'096)) == letters(4'096));
  CHECK(normalized_password(letters(4'097)) == std::nullopt);
  for (const std::string& bad :
       {std::string{"nul\0nul nul", 11}, std::string{"line\nbreak"}, std::string{"\xff not UTF-8"},
        std::string{"\xed\xa0\x80 surrogate"}})
    CHECK(normalized_password(bad) == std::nullopt);
}

TEST_CASE("password: a hash is of its password only, is salted and names argon2id") {
  const auto hash = hash_of_password("correct horse battery");
  REQUIRE(hash);
  CHECK(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  CHECK(is_password(*hash, "correct horse battery"));
  CHECK_FALSE(is_password(*hash, "correct horse batterz"));
  CHECK_FALSE(is_password(*hash, ""));
  CHECK_FALSE(is_password("", "correct horse battery"));
  CHECK(hash_of_password("correct horse battery") != hash);
}

} // namespace boxoffice::http::tests
