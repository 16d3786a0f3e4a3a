// What both forms of a cluster take from the settings.
#pragma once

#include "actors/cluster/link/peer_handshake.hpp"
#include "actors/cluster/partition.hpp"
#include "cli/settings/settings.hpp"
#include "storage/storage_error.hpp"

namespace boxoffice::cli {

/// The nodes of cluster.peers, and which of them is this one.
[[nodiscard]] actors::partition partition_of(const cluster_settings& chosen);

/// What this node proves its membership with: its certificate, or a secret, which is generated if
/// the settings have none. Returns the error if there is neither.
[[nodiscard]] storage::result<actors::cluster_proof> proof_of(const cluster_settings& chosen);

} // namespace boxoffice::cli
