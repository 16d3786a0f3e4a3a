#include "cli/ticket/trusted_keys.hpp"

#include "events/base64.hpp"
#include "storage/verify/anchor.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <doctest/doctest.h>
#include <fstream>

namespace boxoffice::cli::tests {

namespace {

using events::public_key;

struct key_file {
  boxoffice::tests::temporary_directory place{};
  std::filesystem::path path = place.path() / "key";

  auto read(const std::string& text) const {
    std::ofstream{path} << text;
    return read_trusted_keys(path);
  }
};

std::string jwk_of(const public_key& key, const std::string& curve = "Ed25519") {
  return R"({"kty":"OKP","crv":")" + curve + R"(","x":")" + events::to_base64url(key) + R"("})";
}

} // namespace

TEST_CASE("trusted keys: a JSON Web Key Set has any number of Ed25519 keys") {
  key_file file;
  const public_key one{1};
  const public_key two{2};
  CHECK(file.read(R"({"keys":[)" + jwk_of(one) + ',' + jwk_of(two) + "]}").value() ==
        std::vector{one, two});
  CHECK(file.read(R"({"keys":[)" + jwk_of(one, "X25519") + ',' + jwk_of(two) + "]}").value() ==
        std::vector{two});
}

TEST_CASE("trusted keys: a public key in PEM is one key") {
  key_file file;
  auto key = events::public_key_of(events::signing_key{3});
  CHECK(file.read(storage::public_pem(key)).value() == std::vector{key});
}

TEST_CASE("trusted keys: a set with a NUL, a byte order mark or a member twice is refused") {
  key_file file;
  const auto one = jwk_of(public_key{1});
  const auto set = R"({"keys":[)" + one + "]}";
  REQUIRE(file.read(set).has_value());
  for (const auto& text :
       {set + '\0', set + '\0' + R"(,"more")", "\xef\xbb\xbf" + set,
        R"({"keys":[],"keys":[)" + one + "]}", R"({"keys":[{"x":"AAAA",)" + one.substr(1) + "]}"}) {
    CAPTURE(text);
    auto read = file.read(text);
    REQUIRE(read.has_error());
    CHECK(read.error().what == storage::storage_error::kind::corrupt);
  }
}

TEST_CASE("trusted keys: a file without a key is refused") {
  key_file file;
  const auto* cut = R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]})";
  for (const auto* text : {"", "{}", "[]", "null", "{\"keys\":7}", "{\"keys\":[7]}", "{", cut})
    CHECK(file.read(text).error().what == storage::storage_error::kind::corrupt);
  CHECK(file.read(storage::to_pem(storage::signing_key{3})).error().what ==
        storage::storage_error::kind::corrupt);
  CHECK(read_trusted_keys(file.path.string() + "-none").error().what ==
        storage::storage_error::kind::absent);
}

} // namespace boxoffice::cli::tests
