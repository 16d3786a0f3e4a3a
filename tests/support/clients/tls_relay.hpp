#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace boxoffice::tests {

/// Lets every client of the tests speak TLS: what connects to its port is passed on, byte by byte,
/// inside TLS to the server's port of loopback. By Asio, which shares no code with the server.
/// A connection whose handshake fails is closed.
class tls_relay {
public:
  /// Only certificates of that authority are taken.
  tls_relay(std::uint16_t server, const std::filesystem::path& authority);
  ~tls_relay();
  tls_relay(const tls_relay&) = delete;
  tls_relay& operator=(const tls_relay&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// The name in the certificate of the last connection; empty if there was none.
  [[nodiscard]] std::string last_name() const;
  /// Connections that resumed the session of an earlier one.
  [[nodiscard]] unsigned resumed() const;
  /// Connections that the server ended, and of those the ones in the way of TLS, by close_notify.
  [[nodiscard]] unsigned ended() const;
  [[nodiscard]] unsigned ended_cleanly() const;

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::tests
