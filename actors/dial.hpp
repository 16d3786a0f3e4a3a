// Reaching another node: its door opens the connection that a link then uses.
#pragma once

#include "actors/cluster_interfaces.hpp"
#include "actors/partition.hpp"

namespace boxoffice::actors {

/// Connects with a node and says hello; `link` is sent `dialled`. Returns at once: the attempt has
/// a thread of its own, for CAF's way to connect blocks. Ends within a few seconds.
void dial(caf::actor_system& system, const cluster_node& to, hello said,
          const peer_link_actor& link);

} // namespace boxoffice::actors
