// Ed25519 (RFC 8032) by OpenSSL's libcrypto: the signatures of anchors and of ticket codes.
#pragma once

#include "events/ids.hpp"

#include <string>
#include <string_view>

namespace boxoffice::events {

using signing_key = bytes32; ///< the seed
using public_key = bytes32;

inline constexpr std::size_t signature_size = 64;

[[nodiscard]] public_key public_key_of(const signing_key& key);

/// 64 bytes, always the same for the same text and key.
[[nodiscard]] std::string sign(std::string_view text, const signing_key& key);

/// False for a signature of any other form, too.
[[nodiscard]] bool is_signed_by(std::string_view text, std::string_view signature,
                                const public_key& key);

} // namespace boxoffice::events
