// How customers are authenticated: the settings `auth.*` as the gateway uses them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace boxoffice::http {

enum class auth_mode : std::uint8_t { open, jwt };

struct auth_options {
  auth_mode mode = auth_mode::open;
  std::string jwt_secret; ///< of HS256; empty: tokens are checked with the keys of `jwks`
  std::string jwks;       ///< a file or an http(s) URL with a JSON Web Key Set
  std::string issuer;     ///< the `iss` of tokens; empty: any
  std::string login_url;  ///< where pages send customers to sign in; empty: nowhere
  std::string audience;   ///< must be in the `aud` of tokens; empty: any
  /// How far the clock of the token's issuer may be from the server's.
  std::chrono::milliseconds leeway{0};
  std::chrono::milliseconds jwks_refresh{15 * 60'000}; ///< between loads of `jwks`
  /// Least time between two loads that tokens with unknown keys cause.
  std::chrono::milliseconds jwks_least_gap{10'000};
};

} // namespace boxoffice::http
