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

} // namespace boxoffice::events::tests
