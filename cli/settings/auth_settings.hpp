// The settings of the section `auth`: how customers are authenticated.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/settings/settings_values.hpp"

namespace boxoffice::cli {

using namespace std::chrono_literals;

struct auth_settings {
  auth_mode mode = auth_mode::open;
  std::optional<secret> jwt_secret;
  std::optional<std::string> jwks; ///< a file or an http(s) URL
  std::chrono::milliseconds jwks_refresh = 15min;
  std::optional<std::string> issuer;
  std::optional<std::string> audience;
  std::chrono::milliseconds leeway = 30s;
  std::optional<std::string> login_url; ///< with {returnUrl} and {state}
  std::chrono::milliseconds token_lifetime = 12h;
  std::uint32_t attempts_per_minute = 10;
  std::uint32_t password_threads = 1;
  bool operator==(const auth_settings&) const = default;
};

} // namespace boxoffice::cli
