// This node among the others of a partitioned cluster: its door, its links and the entrance.
#pragma once

#include "actors/cluster_interfaces.hpp"
#include "actors/engine.hpp"
#include "actors/peer_link.hpp"

#include <optional>

namespace boxoffice::actors {

struct cluster_options {
  partition cluster;
  std::string host; ///< where CAF listens
  std::uint16_t port{};
  std::vector<std::uint8_t> customer_key;
  link_options links{};
};

/// What an actor system needs that is to be of a cluster.
struct network_options {
  std::string certificate; ///< PEM files; all three, or none for no TLS
  std::string key;
  std::string ca;
};
void prepare_for_cluster(caf::actor_system_config& config, const network_options& options);

/// Says whether to let a node in, and if not why.
[[nodiscard]] std::optional<std::string> reason_to_refuse(const hello& said,
                                                          const partition& cluster);

class cluster {
public:
  /// `system` and `home` must outlive it.
  cluster(caf::actor_system& system, engine& home, cluster_options options);
  cluster(const cluster&) = delete;
  cluster& operator=(const cluster&) = delete;
  /// Ends the links: what was asked over them is not answered any more.
  ~cluster();

  /// Lets the others in; says why it cannot.
  [[nodiscard]] std::optional<std::string> listen();
  /// For a gateway.
  [[nodiscard]] const entrance_actor& entrance() const { return entrance_; }

private:
  void dial(const peer_link_actor& link, std::size_t peer);

  caf::actor_system& system_;
  std::shared_ptr<const partition> nodes_;
  cluster_options options_;
  std::vector<peer_link_actor> links_; ///< by the nodes' places
  entrance_actor entrance_;
  peer_door_actor door_;
};

} // namespace boxoffice::actors
