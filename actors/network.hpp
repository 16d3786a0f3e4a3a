// What an actor system needs to be of a cluster.
#pragma once

#include "actors/cluster_interfaces.hpp"

#include <optional>
#include <string>

namespace boxoffice::actors {

struct network_options {
  std::string certificate; ///< PEM files; all three, or none for no TLS
  std::string key;
  std::string ca;
};
void prepare_for_cluster(caf::actor_system_config& config, const network_options& options);

/// Lets other nodes connect with the door; says why it cannot.
[[nodiscard]] std::optional<std::string> open_door(caf::actor_system& system,
                                                   const peer_door_actor& door,
                                                   const std::string& host, std::uint16_t port);

} // namespace boxoffice::actors
