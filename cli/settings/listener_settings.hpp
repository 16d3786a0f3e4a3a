// How connections begin and which browsers may use them: `http.tls.*`,
// `http.cors_origins`.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/settings/settings_values.hpp"

namespace boxoffice::cli {

struct listener_settings {
  bool proxy_protocol = false;
  std::filesystem::path tls_certificate; ///< PEM files; both or none
  std::filesystem::path tls_key;
  std::chrono::milliseconds tls_hsts = std::chrono::hours{24};
  std::optional<host_port> tls_redirect_listen; ///< plain HTTP that redirects to HTTPS
  std::uint32_t tls_redirect_port = 0;          ///< of HTTPS for clients; 0: that of http.listen
  std::vector<std::string> cors_origins;        ///< `*` alone: all
  bool operator==(const listener_settings&) const = default;
};

} // namespace boxoffice::cli
