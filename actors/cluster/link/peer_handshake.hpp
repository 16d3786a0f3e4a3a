// How two nodes prove to each other that they belong to one cluster, before CAF gets the
// connection.
//
// With certificates: mutual TLS; the cluster's authority has signed both. Without, on loopback:
// both know a secret, and neither sends it:
//
//   A connects to B    "BOXNODE1" a:32
//   B                  "BOXNODE1" b:32
//   A                  HMAC-SHA-256(secret, "connects" where a b)
//   B                  HMAC-SHA-256(secret, "accepts" where a b)
//
// `a` and `b` are random. `where` is the addresses and ports of the two ends as each sees them: a
// man in the middle that relays the messages has other ones.
#pragma once

#include <boost/system/result.hpp>

#include <memory>
#include <string>

#include <openssl/ssl.h>

namespace boxoffice::actors {

struct ssl_deleter {
  void operator()(SSL* one) const { SSL_free(one); }
};
using ssl_ptr = std::unique_ptr<SSL, ssl_deleter>;

/// One handshake on a non-blocking socket, which it does not own.
class peer_handshake {
public:
  enum class step { wants_read, wants_write, done, failed };

  peer_handshake() = default;
  peer_handshake(const peer_handshake&) = delete;
  peer_handshake& operator=(const peer_handshake&) = delete;
  virtual ~peer_handshake() = default;

  /// Continues as far as possible without waiting. Not called again after `done` or `failed`.
  [[nodiscard]] virtual step go_on() = 0;
  /// Whether the other end has sent a byte.
  [[nodiscard]] virtual bool heard() const = 0;
  /// The TLS session of a handshake that is done; none without TLS.
  [[nodiscard]] virtual ssl_ptr take_tls() { return {}; }
  /// The error of a handshake that failed.
  [[nodiscard]] const std::string& why() const { return why_; }

protected:
  step fail(std::string why) {
    why_ = std::move(why);
    return step::failed;
  }

private:
  std::string why_;
};

/// PEM files; all three, or none for no TLS.
struct tls_files {
  std::string certificate;
  std::string key;
  std::string ca;
};

/// The node's certificate or secret. Any thread may begin handshakes.
class cluster_proof {
public:
  enum class side { connects, accepts };

  /// Returns the error with the name of the file that cannot be used.
  [[nodiscard]] static boost::system::result<cluster_proof, std::string>
  of_certificate(const tls_files& files);
  [[nodiscard]] static cluster_proof of_secret(std::string secret);

  [[nodiscard]] std::unique_ptr<peer_handshake> begin(int socket, side which) const;
  /// What to check when a connection to another node fails; ends the error text.
  [[nodiscard]] const std::string& hint() const { return hint_; }

private:
  cluster_proof(std::shared_ptr<SSL_CTX> tls, std::string secret, std::string hint)
      : tls_{std::move(tls)}, secret_{std::move(secret)}, hint_{std::move(hint)} {}

  std::shared_ptr<SSL_CTX> tls_; ///< none: the secret is used
  std::string secret_;
  std::string hint_;
};

} // namespace boxoffice::actors
