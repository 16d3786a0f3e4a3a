#include "cli/files/anchor_files.hpp"

#include "tests/support/processes/temporary_directory.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

namespace {

namespace fs = std::filesystem;
using kind = storage::storage_error::kind;

const std::vector<storage::stream_head> heads{{storage::show_id{"dune"}, 7, {1, 2, 3}}};

storage::status write_signed(const fs::path& file, events::time_ms at, const fs::path& key) {
  auto signing = find_signing_key(key);
  if (!signing)
    return signing.error();
  return write_anchor_file(file, at, heads, *signing);
}

std::string text_in(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_CASE("anchor: the key is generated once, readable by its owner only, with the public key "
          "beside it") {
  boxoffice::tests::temporary_directory place;
  auto key = place.path() / "key";
  REQUIRE(write_signed(place.path() / "one", 1'000, key).has_value());
  auto pem = text_in(key);
  CHECK(fs::status(key).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  REQUIRE(write_signed(place.path() / "two", 2'000, key).has_value());
  CHECK(text_in(key) == pem);
  for (const auto* trusted : {"key", "key.pub", ""}) {
    auto path = *trusted == '\0' ? fs::path{} : place.path() / trusted;
    auto read = read_anchor_file(place.path() / "two", path);
    REQUIRE_MESSAGE(read.has_value(), trusted);
    CHECK(read->at == 2'000);
    REQUIRE(read->heads.size() == 1);
    CHECK(read->heads[0].stream.text == "dune");
    CHECK(read->heads[0].seq == 7);
  }
}

TEST_CASE("anchor: one signed by another key is refused, and the error names both keys") {
  boxoffice::tests::temporary_directory place;
  auto own = place.path() / "own";
  auto other = place.path() / "other";
  REQUIRE(write_signed(place.path() / "a", 1'000, own).has_value());
  REQUIRE(write_signed(place.path() / "b", 1'000, other).has_value());
  auto read = read_anchor_file(place.path() / "b", place.path() / "own.pub");
  REQUIRE(read.has_error());
  CHECK(read.error().what == kind::corrupt);
  auto signer = read_anchor_file(place.path() / "b", {}).value().signed_by;
  CHECK(read.error().detail.find("is signed by key " + fingerprint(signer) + ", not by ") !=
        std::string::npos);
}

TEST_CASE("anchor: an existing file is not overwritten") {
  boxoffice::tests::temporary_directory place;
  auto file = place.path() / "a";
  REQUIRE(write_signed(file, 1'000, place.path() / "key").has_value());
  auto text = text_in(file);
  auto again = write_signed(file, 2'000, place.path() / "key");
  REQUIRE(again.has_error());
  CHECK(again.error().what == kind::exists);
  CHECK(text_in(file) == text);
}

TEST_CASE("anchor: errors name missing, empty and foreign files") {
  boxoffice::tests::temporary_directory place;
  auto none = place.path() / "none";
  CHECK(read_anchor_file(none, {}).error().detail.find(none.string()) != std::string::npos);
  auto empty = place.path() / "empty";
  std::ofstream{empty};
  CHECK(read_anchor_file(empty, {}).error().detail.starts_with(empty.string() + ": "));
  auto unsigned_by_it = write_signed(place.path() / "a", 1'000, empty);
  REQUIRE(unsigned_by_it.has_error());
  CHECK(unsigned_by_it.error().detail == empty.string() + " has no Ed25519 key in PEM");
  CHECK(!fs::exists(place.path() / "a"));
  REQUIRE(write_signed(place.path() / "a", 1'000, place.path() / "key").has_value());
  CHECK(read_anchor_file(place.path() / "a", empty).error().detail ==
        empty.string() + " has no Ed25519 key in PEM");
}

} // namespace boxoffice::cli::tests
