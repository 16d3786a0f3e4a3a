#pragma once

#include "tests/support/crypto/certificates.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace boxoffice::tests {

/// Accepts connections on a port of loopback in a thread of its own, until it is destroyed.
class loopback_listener {
public:
  using tcp = boost::asio::ip::tcp;
  /// Gets each connection in the listener's thread; without a certificate `tls` is null.
  using server = std::function<void(tcp::socket, boost::asio::ssl::context* tls)>;

  loopback_listener(std::optional<authority::files> certificate, server serve);
  ~loopback_listener();
  loopback_listener(const loopback_listener&) = delete;
  loopback_listener& operator=(const loopback_listener&) = delete;

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  /// `http(s)://HOST:PORT`.
  [[nodiscard]] std::string origin(const std::string& host) const;

private:
  void accept();

  server serve_;
  std::optional<boost::asio::ssl::context> tls_;
  boost::asio::io_context io_{1}; ///< its pending operations hold sessions
  tcp::acceptor acceptor_{io_, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}};
  std::thread thread_;
};

} // namespace boxoffice::tests
