#pragma once

#include "tests/support/crypto/certificates.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::tests {

/// A delivery as it arrived.
struct webhook_request {
  std::string id;
  std::string timestamp;
  std::string signature;
  std::string body;
  std::string target{}; ///< path and query
  std::string host{};   ///< the header Host

  /// Whether one of the signatures is that of a secret `whsec_…`.
  [[nodiscard]] bool is_signed_with(const std::string& secret) const;
};

struct webhook_reply {
  unsigned status = 200; ///< 0: the receiver hangs
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
};

/// A receiver of webhooks on a port of loopback, over TLS if it has a certificate. Keeps
/// connections.
class webhook_receiver {
public:
  /// Called in the receiver's thread.
  using handler = std::function<webhook_reply(const webhook_request&)>;

  explicit webhook_receiver(handler answer, std::optional<authority::files> tls = std::nullopt);
  ~webhook_receiver();
  webhook_receiver(const webhook_receiver&) = delete;
  webhook_receiver& operator=(const webhook_receiver&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// `http(s)://HOST:PORT/hook?key=1`, or with another target.
  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1",
                                const std::string& target = "/hook?key=1") const;
  /// Connections so far.
  [[nodiscard]] unsigned connections() const;

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

} // namespace boxoffice::tests
