// How the gateway's connections begin: the settings `http.proxy_protocol`,
// `http.tls.*` and `http.cors_origins`.
#pragma once

#include "http/transport/tls_server.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::http {

/// An address where plain HTTP is redirected to HTTPS.
struct redirect_options {
  std::string host;
  std::uint16_t port = 0;       ///< 0: any free one
  std::uint16_t https_port = 0; ///< where HTTPS is for clients; 0: the gateway's port
};

struct listener_options {
  bool proxy_protocol = false; ///< each connection begins with a proxy_header of a trusted proxy
  std::shared_ptr<tls_server> tls;            ///< null: plain HTTP
  std::optional<redirect_options> redirect{}; ///< with `tls` only
  /// How long browsers use HTTPS only (HSTS), after each response inside TLS; 0: not said.
  std::chrono::seconds hsts{0};
  /// The value of Strict-Transport-Security; empty if it is not sent.
  [[nodiscard]] std::string hsts_value() const {
    return hsts.count() > 0 ? "max-age=" + std::to_string(hsts.count()) : std::string{};
  }
  /// Whose pages may use the API, as browsers write it: `https://www.example.org`. `*` alone: all.
  std::vector<std::string> cors_origins{};
};

} // namespace boxoffice::http
