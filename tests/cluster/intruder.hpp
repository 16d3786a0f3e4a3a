// Connections to a node's cluster port by anybody: outsiders, and members that send malformed
// frames.
#pragma once

#include "tests/support/crypto/certificates.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <string>

#include <openssl/ssl.h>

namespace boxoffice::tests {

/// What an intruder knows of the cluster.
struct cluster_knowledge {
  std::string secret;      ///< empty if it has certificates
  authority::files member; ///< of the cluster's authority
  authority::files other;  ///< of another one
};

/// The 32 bytes that ended a node: a handshake of CAF's without its payload.
[[nodiscard]] std::string fatal_handshake();

class intruder {
public:
  intruder(cluster_knowledge known, std::uint64_t seed);

  /// Connects to that port of loopback and does one of many things. The last connections stay open.
  void call(std::uint16_t port);
  /// Connects and closes, as a health check does.
  void knock(std::uint16_t port);
  /// Sends these bytes and waits until the node closes; false if it does not within a minute.
  bool say(std::uint16_t port, const std::string& bytes);
  /// Proves to be of the cluster, then says those bytes and waits until the node closes.
  bool say_as_member(std::uint16_t port, const std::string& bytes);
  /// Calls whose proof was accepted, so that the frame checks had to refuse them.
  [[nodiscard]] unsigned proven() const { return proven_; }

private:
  class connection;
  struct free_context {
    void operator()(SSL_CTX* one) const { SSL_CTX_free(one); }
  };
  using context_ptr = std::unique_ptr<SSL_CTX, free_context>;

  [[nodiscard]] std::size_t below(std::size_t limit) { return random_() % limit; }
  [[nodiscard]] std::string noise(std::size_t most);
  [[nodiscard]] std::string greeting();
  /// Frames that may begin as a member's and are malformed; `acceptor` is the actor id of the
  /// node's handshake acceptor.
  [[nodiscard]] std::string member_frames(std::uint64_t acceptor);
  [[nodiscard]] std::string mutated(std::string bytes);
  void without_proof(connection& to);
  void call_as_member(connection& to);

  cluster_knowledge known_;
  std::mt19937_64 random_;
  context_ptr as_member_; ///< none without certificates
  context_ptr as_other_;
  context_ptr as_nobody_;
  std::deque<std::shared_ptr<connection>> recent_;
  unsigned proven_ = 0;
};

} // namespace boxoffice::tests
