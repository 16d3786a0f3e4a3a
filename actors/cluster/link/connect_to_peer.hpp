// Connects to another node.
#pragma once

#include "actors/cluster/link/handshake_acceptor.hpp"
#include "actors/cluster/network.hpp"
#include "actors/cluster/partition.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

#include <functional>
#include <memory>

namespace boxoffice::actors {

/// For link_deps::connect. Each call connects to the node and sends hello as `own`. Then the link
/// gets a `connect_result`. The call returns at once: the attempt has a thread of its own, which
/// ends within a few seconds.
[[nodiscard]] std::function<void(peer_link_actor)> connector(caf::actor_system& system,
                                                             std::shared_ptr<peer_network> network,
                                                             cluster_node to, credentials own);

} // namespace boxoffice::actors
