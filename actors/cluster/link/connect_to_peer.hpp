// Connects to another node.
#pragma once

#include "actors/cluster/network.hpp"
#include "actors/cluster/partition.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

#include <memory>

namespace boxoffice::actors {

/// Connects to a node and sends hello. Then `link` gets a `connect_result`. Returns at once: the
/// attempt has a thread of its own, which ends within a few seconds.
void connect_to_peer(caf::actor_system& system, std::shared_ptr<peer_network> network,
                     const cluster_node& to, hello said, const peer_link_actor& link);

} // namespace boxoffice::actors
