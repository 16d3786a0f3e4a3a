// Customers' tokens in `auth.mode = jwt` (RFC 7519): HS256, with `email` and `exp`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// The `email` of a token that is signed with `secret` by HS256 and whose `exp` is after `now_s`
/// (Unix seconds), its `nbf`, where there is one, not. Nothing for any other, and none where a part
/// of it cannot be understood: a time that is no number, or an extension named by `crit`.
[[nodiscard]] std::optional<std::string> email_of(std::string_view token, const std::string& secret,
                                                  std::int64_t now_s);

} // namespace boxoffice::http
