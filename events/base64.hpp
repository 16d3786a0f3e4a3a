// Base64 (RFC 4648). Ids use an own base64url of fixed length (ids.hpp).
#pragma once

#include "events/hash.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// Section 4, with padding.
[[nodiscard]] std::string to_base64(byte_view bytes);

/// The bytes. Returns nothing if the text is empty or no base64. Bits that no byte needs may have
/// any value, so a text may differ from to_base64() of its bytes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Section 5, without padding.
[[nodiscard]] std::string to_base64url(byte_view bytes);

/// The bytes of section 5 without padding. Each sequence of bytes has one text only: nothing for
/// any other.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

} // namespace boxoffice::events
