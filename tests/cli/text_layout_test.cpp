#include "cli/terminal/text_layout.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("text: a paragraph is wrapped between words and uses the last column") {
  CHECK(wrapped("one two three", 80) == "one two three\n");
  CHECK(wrapped("one two three", 13) == "one two three\n");
  CHECK(wrapped("one two three", 12) == "one two\nthree\n");
  CHECK(wrapped("one two three", 7) == "one two\nthree\n");
  CHECK(wrapped("one two three", 6) == "one\ntwo\nthree\n");
}

TEST_CASE("text: a word that is too long has its own line") {
  CHECK(wrapped("a 0123456789 b", 5) == "a\n0123456789\nb\n");
  CHECK(wrapped("0123456789", 5) == "0123456789\n");
}

TEST_CASE("text: several blanks become one, and a multi-byte character is one column") {
  CHECK(wrapped("  one  two ", 80) == "one two\n");
  CHECK(wrapped("ééé ééé", 7) == "ééé ééé\n");
  CHECK(wrapped("", 80) == "\n");
}

TEST_CASE("text: columns are as wide as their widest cell, and no line ends with blanks") {
  CHECK(in_columns({{"a", "long", "x"}, {"wide", "b", ""}, {"é", "", "y"}}) == "a     long  x\n"
                                                                               "wide  b\n"
                                                                               "é           y\n");
  CHECK(in_columns({}) == "");
}

} // namespace boxoffice::cli::tests
