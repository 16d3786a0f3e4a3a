// A client for one small resource of a server that the operator has named, such as a key set.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

namespace boxoffice::http {

struct http_url {
  bool tls = false;
  std::string host; ///< an IPv6 address is without its brackets
  std::string port; ///< decimal
  std::string target;
};

/// `http://` or `https://`, a host, an optional port, an optional path and query. Nothing for any
/// other text; a user, a password or a fragment is refused too.
[[nodiscard]] std::optional<http_url> parse_http_url(std::string_view text);

struct http_get_limits {
  std::chrono::milliseconds timeout{10'000}; ///< for everything after the look-up of the name
  std::size_t most_bytes = 256U << 10U;      ///< of the body
};

struct http_got {
  std::optional<std::string> body; ///< of a 200
  std::string error{};             ///< why there is none
};

/// Requests the URL and calls `then` once, in the thread of `io`, unless `io` ends before. A server
/// with TLS 1.2 or later must have a certificate for its name by a CA that OpenSSL's default
/// directories or SSL_CERT_FILE have. Redirects are errors: they would leave the named server.
void http_get(boost::asio::io_context& io, const http_url& from, const http_get_limits& limits,
              std::function<void(http_got&&)> then);

} // namespace boxoffice::http
