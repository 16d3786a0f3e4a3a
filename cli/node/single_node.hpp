// The form `single`: a node without a cluster, on a log of its own.
#pragma once

#include "cli/node/node.hpp"

namespace boxoffice::cli {

/// As open_node().
[[nodiscard]] opened_node open_single_node(const settings& chosen, storage::event_log& log);

} // namespace boxoffice::cli
