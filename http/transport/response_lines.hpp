// Header lines of responses that follow from the connection and from the request's Origin.
#pragma once

#include "http/transport/listener_options.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::http {

/// HSTS, and CORS (the Fetch standard, "CORS protocol"). Made once, so that a response copies them.
class response_lines {
public:
  explicit response_lines(const listener_options& options);

  /// Whether they depend on Origin.
  [[nodiscard]] bool uses_origin() const { return !origins_.empty(); }
  /// Lines, each ended by CR LF. `origin` is empty if the request has none.
  [[nodiscard]] std::string_view of(std::string_view origin, bool tls) const;

  /// Whether pages of that origin may use the API.
  [[nodiscard]] bool allows(std::string_view origin) const { return find(origin) != nullptr; }
  /// The same for a WebSocket, whose handshake asks nobody first: refused are pages of other
  /// origins, if there is a list. `host` is the request's Host.
  [[nodiscard]] bool allows_websocket(std::string_view origin, std::string_view host) const;

private:
  struct by_connection {
    std::string plain;
    std::string tls;
  };
  struct allowed_origin {
    std::string origin; ///< `*`: any
    by_connection lines;
  };
  [[nodiscard]] const allowed_origin* find(std::string_view origin) const;

  by_connection common_; ///< of responses to requests of no allowed origin
  std::vector<allowed_origin> origins_;
};

} // namespace boxoffice::http
