// How customers are authenticated: the settings `auth.*` as the gateway uses them.
#pragma once

#include "http/auth/auth_mode.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace boxoffice::http {

struct auth_options {
  auth_mode mode = auth_mode::open;
  /// With auth_mode::accounts the server signs its own tokens with it.
  std::string jwt_secret; ///< of HS256; empty: tokens are checked with the keys of `jwks`
  std::string jwks;       ///< a file or an http(s) URL with a JSON Web Key Set
  std::string issuer;     ///< the `iss` of tokens; empty: any
  std::string login_url;  ///< where pages send customers to sign in; empty: nowhere
  std::string audience;   ///< must be in the `aud` of tokens; empty: any
  std::chrono::milliseconds token_lifetime{12 * 3'600'000}; ///< of the server's own tokens
  std::size_t password_threads = 1;     ///< passwords hashed at a time, 64 MiB each
  std::size_t passwords_waiting = 64;   ///< to be hashed; further ones are 503
  std::size_t attempts_per_minute = 10; ///< to sign in or up, of each address and for each mail
  /// How far the clock of the token's issuer may be from the server's.
  std::chrono::milliseconds leeway{0};
  std::chrono::milliseconds jwks_refresh{15 * 60'000}; ///< between loads of `jwks`
  /// Least time between two loads that tokens with unknown keys cause.
  std::chrono::milliseconds jwks_least_gap{10'000};
};

} // namespace boxoffice::http
