// The form `partitioned`: one of several nodes with a log each: a show belongs to the node that
// cluster.peers gives.
#pragma once

#include "cli/node/node.hpp"

namespace boxoffice::cli {

/// As open_node().
[[nodiscard]] opened_node open_partitioned_node(const settings& chosen, storage::event_log& log);

} // namespace boxoffice::cli
