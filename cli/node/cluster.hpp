// A node among others, as the settings say.
#pragma once

#include "actors/cluster/cluster.hpp"
#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/cluster/shared_cluster.hpp"
#include "cli/settings/settings.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::cli {

[[nodiscard]] actors::partition partition_of(const cluster_settings& chosen);

/// What this node proves to others with that it is of the cluster; or why it has nothing.
[[nodiscard]] boost::system::result<actors::cluster_proof, std::string>
proof_of(const cluster_settings& chosen);

[[nodiscard]] actors::cluster_options
cluster_options_of(const cluster_settings& chosen, std::shared_ptr<actors::peer_network> network,
                   events::shared_customer_keys customer_keys);

/// For nodes that share a database, whose name is `cluster_id`.
[[nodiscard]] actors::member_options
member_options_of(const settings& chosen, const std::string& cluster_id,
                  std::shared_ptr<actors::peer_network> network,
                  events::shared_customer_keys customer_keys);

/// What the actor system needs for it.
void prepare_for_cluster(caf::actor_system_config& config, const cluster_settings& chosen);

/// Why this log cannot be served under that list of nodes: it has shows of others, which nobody
/// would find.
[[nodiscard]] storage::result<std::optional<std::string>>
reason_not_to_serve(storage::event_log& log, const actors::partition& nodes);

} // namespace boxoffice::cli
