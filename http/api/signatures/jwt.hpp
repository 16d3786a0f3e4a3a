// Customers' tokens (RFC 7519) in their compact form, without their signature's check.
#pragma once

#include "http/auth/options.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// Most characters of a `kid`, in tokens and in key sets.
inline constexpr std::size_t most_kid_chars = 256;

/// The parts of a token. Nothing in it is true before its signature has been checked.
struct unverified_token {
  std::string algorithm;          ///< `alg`
  std::optional<std::string> key; ///< `kid`
  std::string_view content;       ///< what is signed; part of the token's text
  std::string_view claims;        ///< in base64url
  std::string signature;
};

/// Three parts in canonical base64url, the first of them a JSON object with `alg` and, if it has
/// one, a `kid` of 1 to 256 characters. Nothing for any other text, nor if a member is given twice,
/// or if it has `crit`: no extension is known here.
[[nodiscard]] std::optional<unverified_token> parse_token(std::string_view token);

/// Of the server's own tokens: the time in ms before which bookings are not the account's.
inline constexpr const char* bookings_from_claim = "bookings_from";

/// Of the server's own tokens: the mark of the account (signin/accounts.hpp).
inline constexpr const char* account_claim = "account";

/// Whose token it is.
struct token_owner {
  std::string email;
  std::int64_t valid_until = 0;   ///< Unix time in ms: `exp` and the leeway
  std::int64_t bookings_from = 0; ///< with auth_mode::accounts; 0: all of the address are theirs
  std::string account{};          ///< its mark; empty in tokens from before they had one
};

/// The owner by a token's claims. Nothing if they are not what `wanted` says, or not valid at
/// `now_ms` (Unix time): `exp` is required, `nbf`, `iss` and `aud` are checked. Nor if the issuer
/// says by `email_verified` that it does not know whether the address is the customer's.
[[nodiscard]] std::optional<token_owner> owner_in(std::string_view claims,
                                                  const auth_options& wanted, std::int64_t now_ms);

} // namespace boxoffice::http
