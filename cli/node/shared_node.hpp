// The form `shared`: one of several nodes on one PostgreSQL database, which lease shards of shows.
#pragma once

#include "cli/node/node.hpp"

namespace boxoffice::cli {

/// As open_node().
[[nodiscard]] opened_node open_shared_node(const settings& chosen, storage::event_log& log);

} // namespace boxoffice::cli
