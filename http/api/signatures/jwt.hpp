// Customers' tokens in `auth.mode = jwt` (RFC 7519): HS256, with `email` and `exp`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// The `email` of a token that is signed with `secret` by HS256 and whose `exp` is after `now_s`
/// (Unix seconds); its `nbf`, if it has one, must not be. Nothing for any other token, nor if a
/// part of it is not supported: a time that is not a number, or an extension named by `crit`.
[[nodiscard]] std::optional<std::string> email_of(std::string_view token, const std::string& secret,
                                                  std::int64_t now_s);

} // namespace boxoffice::http
