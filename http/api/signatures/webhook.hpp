// The payment provider's signature (Standard Webhooks): `v1,` and base64 of HMAC-SHA-256 over
// "id.timestamp.body".
#pragma once

#include "http/server/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// How far the provider's clock may be from ours, seconds.
inline constexpr std::int64_t webhook_tolerance_s = 300;

/// Whether the headers sign the body with `secret` at about `now_s` (Unix seconds).
[[nodiscard]] bool is_signed(const message& in, std::string_view secret, std::int64_t now_s);

/// Sets the headers that is_signed() looks for.
void sign(message& out, std::string_view id, std::string_view secret, std::int64_t now_s);

/// Whether the texts are equal, in a time that does not depend on where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace boxoffice::http
