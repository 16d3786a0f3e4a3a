// A client for one small resource of a server that the operator has named, such as a key set.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/system/error_code.hpp>

namespace boxoffice::http {

struct http_url {
  bool tls = false;
  std::string host; ///< in lower case; an IPv6 address is without its brackets
  std::string port; ///< decimal
  std::string target;
};

/// `http://` or `https://` in either case, a host, an optional port, an optional path and query.
/// Nothing for any other text; a user, a password or a fragment is refused too.
[[nodiscard]] std::optional<http_url> parse_http_url(std::string_view text);

/// The value of the header Host.
[[nodiscard]] std::string host_field(const http_url& to);

/// Makes a context verify servers by the authorities that OpenSSL's default directories or
/// SSL_CERT_FILE have, with TLS 1.2 or later. Without authorities, which is the error, every
/// verification fails.
boost::system::error_code verify_servers(boost::asio::ssl::context& tls);

/// Makes a stream of such a context accept only a certificate of this host, and name the host to
/// the server.
template <class Stream>
void expect_host(Stream& stream, const std::string& host) {
  boost::system::error_code no_address;
  stream.set_verify_callback(boost::asio::ssl::host_name_verification{host}, no_address);
  // A name only: RFC 6066 has no addresses there.
  boost::asio::ip::make_address(host, no_address);
  if (no_address)
    ::SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
}

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
