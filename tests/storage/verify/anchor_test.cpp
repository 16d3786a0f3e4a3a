#include "storage/verify/anchor.hpp"
#include "tests/storage/log_contract.hpp"

namespace boxoffice::storage::tests {

namespace {

constexpr events::time_ms noon = 1'800'000'000'000;

signing_key some_key() {
  signing_key key{};
  key.fill(7);
  return key;
}

/// Streams named like the words of the format are streams all the same.
std::vector<stream_head> some_heads() {
  return {{{"at"}, 3, {1}}, {{"key"}, 9, {2}}, {{"signature"}, 1, {3}}, {{"z"}, 12, {4}}};
}

std::string refused(const std::string& text) {
  auto read = read_anchor(text);
  REQUIRE_FALSE(read);
  return read.error().detail;
}

} // namespace

TEST_CASE("anchor: reading gives what was written") {
  auto key = some_key();
  auto read = read_anchor(write_anchor(noon, some_heads(), key));
  REQUIRE(read);
  CHECK(read->at == noon);
  CHECK(read->signed_by == public_key_of(key));
  auto heads = some_heads();
  REQUIRE(read->heads.size() == heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    CHECK(read->heads[i].stream == heads[i].stream);
    CHECK(read->heads[i].seq == heads[i].seq);
    CHECK(read->heads[i].hash == heads[i].hash);
  }
}

TEST_CASE("anchor: any changed or missing byte is refused") {
  auto text = write_anchor(noon, some_heads(), some_key());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == '0' ? '1' : '0';
    CHECK_FALSE(read_anchor(changed));
    CHECK_FALSE(read_anchor(text.substr(0, i)));
  }
}

TEST_CASE("anchor: another text is refused with a reason") {
  CHECK(refused("").find("signature") != std::string::npos);
  CHECK(refused("hello\nsignature AAAA\n").find("boxoffice-anchor") != std::string::npos);
}

TEST_CASE("anchor: keys are written and read as PEM") {
  auto key = new_signing_key();
  CHECK(key != new_signing_key());
  CHECK(read_signing_key(to_pem(key)) == key);
  CHECK(read_public_key(public_pem(public_key_of(key))) == public_key_of(key));
  CHECK_FALSE(read_signing_key(public_pem(public_key_of(key))));
  CHECK_FALSE(read_public_key(to_pem(key)));
  CHECK_FALSE(read_signing_key("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
}

} // namespace boxoffice::storage::tests
