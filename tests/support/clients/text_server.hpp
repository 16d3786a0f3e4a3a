#pragma once

#include "tests/support/crypto/certificates.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::tests {

/// Answers every GET on a port of loopback with the same text, over TLS if it has a certificate.
class text_server {
public:
  explicit text_server(std::string text, std::optional<authority::files> tls = std::nullopt);
  ~text_server();
  text_server(const text_server&) = delete;
  text_server& operator=(const text_server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// `http(s)://HOST:PORT/keys`.
  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const;
  /// From now on. With a status of 3xx the text is the Location.
  void answer(std::string text, unsigned status = 200);
  /// Requests so far, answered or about to be.
  [[nodiscard]] unsigned requests() const;

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::tests
