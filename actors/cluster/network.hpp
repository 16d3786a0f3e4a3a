// The connections of this node with other nodes. CAF carries the messages, over sockets that it
// gets only when both ends have proven that they belong to the cluster.
#pragma once

#include "actors/cluster/link/peer_frames.hpp"
#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"
#include "actors/protocol/line_limit.hpp"

#include <memory>
#include <optional>
#include <string>

namespace boxoffice::actors {

class live_connections;
class peer_listener;
class peer_stream;

/// Configures an actor system for a cluster.
void prepare_for_cluster(caf::actor_system_config& config);

class peer_network {
public:
  /// `system` must outlive it.
  peer_network(caf::actor_system& system, cluster_proof own, environment env);
  peer_network(const peer_network&) = delete;
  peer_network& operator=(const peer_network&) = delete;
  ~peer_network();

  /// Accepts connections of other nodes on behalf of `acceptor`. Returns the error if it cannot
  /// listen. Called once.
  [[nodiscard]] std::optional<std::string> listen(const handshake_acceptor_actor& acceptor,
                                                  const std::string& host, std::uint16_t port);
  /// Accepts no more connections; those that exist stay.
  void stop_listening();

  [[nodiscard]] const cluster_proof& proof() const { return own_; }
  /// CAF's actor for connections; takes the streams of connected().
  [[nodiscard]] const caf::actor& broker() const { return broker_; }
  /// Makes a stream of a socket that this node has connected and on which both ends have proven
  /// themselves. Takes the socket.
  [[nodiscard]] caf::intrusive_ptr<peer_stream> connected(int socket, ssl_ptr tls);

  /// Closes the connections with the node of that actor.
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
  line_limit too_many_lines_;
  std::shared_ptr<line_limit> malformed_lines_;
  std::unique_ptr<peer_listener> listener_;
};

} // namespace boxoffice::actors
