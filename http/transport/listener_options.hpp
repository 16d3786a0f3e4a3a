// How the gateway's connections begin: the settings `http.tls.*` and
// `http.cors_origins`.
#pragma once

#include "http/transport/tls_server.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace boxoffice::http {

struct listener_options {
  std::shared_ptr<tls_server> tls; ///< null: plain HTTP
  /// How long browsers use HTTPS only (HSTS), after each response inside TLS; 0: not said.
  std::chrono::seconds hsts{0};
  /// Whose pages may use the API, as browsers write it: `https://www.example.org`. `*` alone: all.
  std::vector<std::string> cors_origins{};
};

} // namespace boxoffice::http
