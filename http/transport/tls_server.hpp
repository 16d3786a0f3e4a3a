// The gateway's certificate, and what its TLS connections negotiate.
#pragma once

#include "events/freed_by.hpp"
#include "http/transport/tls_stream.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include <boost/system/result.hpp>

namespace boxoffice::http {

using tls_context = std::unique_ptr<SSL_CTX, events::freed_by<SSL_CTX_free>>;

/// A certificate with its chain and its key.
class tls_certificate {
public:
  /// Reads two PEM files: the certificate with the chain behind it, and its key without a pass
  /// phrase. Returns the error if one cannot be read or used, if the key is another certificate's,
  /// or if others than its owner and group can read the key's file.
  [[nodiscard]] static boost::system::result<tls_certificate, std::string>
  load(const std::filesystem::path& certificate, const std::filesystem::path& key);

  /// New keys for session tickets: tickets of another context are worth nothing.
  [[nodiscard]] tls_context new_context() const;
  /// RFC 3339.
  [[nodiscard]] std::string valid_until() const;
  /// By the machine's clock.
  [[nodiscard]] bool is_valid_now() const;

private:
  explicit tls_certificate(tls_context loaded) : loaded_{std::move(loaded)} {}

  tls_context loaded_;
};

/// Makes connections under the present certificate. Safe to use from any thread.
class tls_server {
public:
  using clock = std::chrono::steady_clock;

  explicit tls_server(tls_certificate first);
  /// For connections from now on; those that are open keep theirs.
  void replace(tls_certificate next);
  /// The state of a connection that its client has just opened.
  [[nodiscard]] tls_ptr accept(int descriptor, clock::time_point now);

private:
  std::mutex mutex_;
  tls_certificate certificate_;
  tls_context context_;
  clock::time_point renewed_at_;
};

} // namespace boxoffice::http
