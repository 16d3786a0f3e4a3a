#include "events/base64.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace boxoffice::events::tests {

namespace {

std::string encoded(std::string_view text) { return to_base64(bytes_of(text)); }

} // namespace

TEST_CASE("base64: the examples of RFC 4648") {
  CHECK(encoded("f") == "Zg==");
  CHECK(encoded("fo") == "Zm8=");
  CHECK(encoded("foo") == "Zm9v");
  CHECK(encoded("foobar") == "Zm9vYmFy");
  CHECK(encoded("") == "");
}

TEST_CASE("base64: what was encoded is decoded") {
  CHECK(rc::check([] {
    const auto bytes =
        *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
    RC_ASSERT(from_base64(encoded(bytes)) == bytes);
  }));
}

TEST_CASE("base64: another length, letter or padding is none") {
  for (const auto* text :
       {"", "Zg", "Zg=", "Zg===", "=Zg=", "Z===", "====", "Zm9v\n", "Zm-_", "Zm 9"})
    CHECK_MESSAGE(!from_base64(text), text);
}

TEST_CASE("base64url: unpadded text of its own alphabet, one for each sequence of bytes") {
  CHECK(from_base64url("") == "");
  CHECK(from_base64url("Zg") == "f");
  CHECK(from_base64url("Zm8") == "fo");
  CHECK(from_base64url("Zm9vYmFy") == "foobar");
  CHECK(from_base64url("-_8") == "\xfb\xff");
  for (const auto* text : {"Z", "Zg==", "Zm9vZ", "Zm8=", "Zm9v\n", "Zm 9v", "+/8", "Zh", "Zm9"})
    CHECK_FALSE(from_base64url(text));
}

} // namespace boxoffice::events::tests
