#include "events/signing/ticket_code.hpp"

#include "events/base64.hpp"
#include "events/codec/cbor_writer.hpp"
#include "events/hash.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

namespace {

signing_key counted_key() {
  signing_key key{};
  std::uint8_t next = 1;
  for (auto& byte : key)
    byte = next++;
  return key;
}

const ticket_code regal{{"regal-1"}, 7, {"A1"}, 1'798'137'000'000};
const std::string regal_text = "BX1.hGdyZWdhbC0xB2JBMRsAAAGiqVEwQA";
/// Computed by another implementation, the package `cryptography` of Python.
const std::string regal_code = regal_text + ".TKX4gUqznpllAoo6HFz5MCpBlqY1CmCUXkGMi4zh7EWLPmzLVR9E"
                                            "Kedkta8miWT0f86WMnp-zfOLod1Q2rbTDQ";
constexpr auto regal_key = "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664";

/// A code with any content, which the key has signed.
std::string signed_text(const std::string& content) {
  auto text = "BX1." + to_base64url(bytes_of(content));
  return text + '.' + to_base64url(bytes_of(sign(text, counted_key())));
}

std::string content_of(std::size_t items, const std::string& show, std::int64_t number,
                       const std::string& seat) {
  std::string bytes;
  {
    cbor_writer out{bytes};
    out.array(items);
    out.text(show), out.integer(number), out.text(seat), out.integer(5);
  }
  return bytes;
}

} // namespace

TEST_CASE("ticket code: it has the bytes of spec section 13, by another implementation") {
  CHECK(to_hex(public_key_of(counted_key())) == regal_key);
  CHECK(write_ticket_code(regal, counted_key()) == regal_code);
  CHECK(ticket_keys{counted_key()}.sign(regal) == regal_code);
  CHECK(ticket_keys{counted_key()}.read(regal_code) == regal);
  CHECK(unverified_ticket_code(regal_code) == regal);
}

TEST_CASE("ticket code: with one bit changed anywhere it is refused") {
  const ticket_keys keys{counted_key()};
  for (std::size_t bit = 0; bit < regal_code.size() * 8; ++bit) {
    auto damaged = regal_code;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(keys.read(damaged));
  }
  for (std::size_t size = 0; size < regal_code.size(); ++size)
    CHECK_FALSE(keys.read(regal_code.substr(0, size)));
  for (const auto* behind : {"A", ".", "=", " ", "\n"})
    CHECK_FALSE(keys.read(regal_code + behind));
}

TEST_CASE("ticket code: it is genuine if any of the trusted keys has signed it") {
  signing_key other{};
  other.fill(9);
  CHECK_FALSE(ticket_keys{other}.read(regal_code));
  ticket_keys both{other, {public_key_of(counted_key()), public_key_of(other)}};
  CHECK(both.read(regal_code) == regal);
  CHECK(both.trusted() == std::vector{public_key_of(other), public_key_of(counted_key())});
  CHECK(both.sign(regal) == write_ticket_code(regal, other));
}

TEST_CASE("ticket code: a signed text that names no seat is refused") {
  const ticket_keys keys{counted_key()};
  CHECK(keys.read(signed_text(content_of(4, "regal-1", 7, "A1"))));
  CHECK_FALSE(keys.read(signed_text("")));
  CHECK_FALSE(keys.read(signed_text(content_of(3, "regal-1", 7, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "", 7, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "regal 1", 7, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, std::string(65, 's'), 7, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "regal-1", 0, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "regal-1", -7, "A1"))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "regal-1", 7, ""))));
  CHECK_FALSE(keys.read(signed_text(content_of(4, "regal-1", 7, "A1") + '\0')));
  CHECK_FALSE(keys.read("BX2" + regal_code.substr(3)));
}

TEST_CASE("ticket code: the longest ids fit") {
  const ticket_code longest{
      {std::string(64, 's')}, ~0U, {std::string(16, 'A')}, 253'402'300'799'999};
  const ticket_keys keys{counted_key()};
  auto code = keys.sign(longest);
  CHECK(code.size() < 240);
  CHECK(keys.read(code) == longest);
}

} // namespace boxoffice::events::tests
