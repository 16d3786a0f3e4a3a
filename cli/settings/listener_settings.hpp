// How connections begin and which browsers may use them: `http.tls.*`,
// `http.cors_origins`.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace boxoffice::cli {

struct listener_settings {
  std::filesystem::path tls_certificate; ///< PEM files; both or none
  std::filesystem::path tls_key;
  std::chrono::milliseconds tls_hsts = std::chrono::hours{24};
  std::vector<std::string> cors_origins; ///< `*` alone: all
  bool operator==(const listener_settings&) const = default;
};

} // namespace boxoffice::cli
