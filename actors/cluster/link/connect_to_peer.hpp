// Reaching another node: its door opens the connection that a link then uses.
#pragma once

#include "actors/cluster/network.hpp"
#include "actors/cluster/partition.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

#include <memory>

namespace boxoffice::actors {

/// Connects with a node and says hello; `link` is sent `dialled`. Returns at once: the attempt has
/// a thread of its own, which ends within a few seconds.
void connect_to_peer(caf::actor_system& system, std::shared_ptr<peer_network> network,
                     const cluster_node& to, hello said, const peer_link_actor& link);

} // namespace boxoffice::actors
