// How customers are authenticated: the setting `auth.mode`.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace boxoffice::http {

enum class auth_mode : std::uint8_t {
  open,     ///< the reqId alone gives access
  jwt,      ///< by the tokens of a login service
  accounts, ///< by tokens of the server's own, for customers who signed up here
};

/// The values of auth_mode, in the order of the settings' texts.
inline constexpr std::array all_auth_modes{auth_mode::open, auth_mode::jwt, auth_mode::accounts};

/// The name in settings and in the API.
[[nodiscard]] constexpr std::string_view to_text(auth_mode mode) {
  switch (mode) {
  case auth_mode::open: return "open";
  case auth_mode::jwt: return "jwt";
  case auth_mode::accounts: return "accounts";
  }
  return {};
}

} // namespace boxoffice::http
