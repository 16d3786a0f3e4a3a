// The connections of this node with others: CAF carries the messages, over sockets that it is given
// only when both ends have proven to be of the cluster.
#pragma once

#include "actors/cluster/link/peer_frames.hpp"
#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::actors {

class line_limit;
class live_connections;
class peer_listener;
class peer_stream;

/// What an actor system needs to be of a cluster.
void prepare_for_cluster(caf::actor_system_config& config);

class peer_network {
public:
  /// `system` must outlive it.
  peer_network(caf::actor_system& system, cluster_proof own, environment env);
  peer_network(const peer_network&) = delete;
  peer_network& operator=(const peer_network&) = delete;
  ~peer_network();

  /// Accepts connections of other nodes on behalf of `door`. Returns the error if it cannot
  /// listen. Called once.
  [[nodiscard]] std::optional<std::string> listen(const handshake_acceptor_actor& acceptor,
                                                  const std::string& host, std::uint16_t port);
  /// Nobody is let in any more; connections stay.
  void stop_listening();

  [[nodiscard]] const cluster_proof& proof() const { return own_; }
  /// CAF's actor for connections; takes what connected() gives.
  [[nodiscard]] const caf::actor& broker() const { return broker_; }
  /// Of a socket on which this node connected to another, and both have proven themselves. Takes
  /// it.
  [[nodiscard]] caf::intrusive_ptr<peer_stream> connected(int socket, ssl_ptr tls);

  /// Ends the connections with the node of that actor; others go on.
  void cut(const caf::actor_addr& of_node);

private:
  void accepted(int socket, ssl_ptr tls, const handshake_acceptor_actor& acceptor,
                std::uint16_t port);
  [[nodiscard]] caf::intrusive_ptr<peer_stream> stream(int socket, ssl_ptr tls,
                                                       frame_checker::side which);

  caf::actor_system& system_;
  cluster_proof own_;
  environment env_;
  caf::actor broker_;
  std::shared_ptr<live_connections> live_;
  std::shared_ptr<line_limit> malformed_lines_;
  std::unique_ptr<peer_listener> listener_;
};

} // namespace boxoffice::actors
