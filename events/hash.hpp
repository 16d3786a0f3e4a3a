// SHA-256 and HMAC-SHA-256 by OpenSSL's libcrypto.
#pragma once

#include "events/ids.hpp"

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace boxoffice::events {

using byte_view = std::span<const std::uint8_t>;

[[nodiscard]] inline byte_view bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// SHA-256 of the parts one after the other.
[[nodiscard]] bytes32 sha256(std::initializer_list<byte_view> parts);

[[nodiscard]] bytes32 hmac_sha256(byte_view key, std::string_view text);

/// `number` as 8 bytes, most significant first: the form of numbers in hashes and keys.
[[nodiscard]] std::array<std::uint8_t, 8> big_endian(std::uint64_t number);

} // namespace boxoffice::events
