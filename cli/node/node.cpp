#include "cli/node/node.hpp"

#include "cli/node/partitioned_node.hpp"
#include "cli/node/shared_node.hpp"
#include "cli/node/single_node.hpp"

namespace boxoffice::cli {

opened_node open_node(const settings& chosen, storage::event_log& log) {
  if (!chosen.cluster.enabled)
    return open_single_node(chosen, log);
  return shares_log(chosen) ? open_shared_node(chosen, log) : open_partitioned_node(chosen, log);
}

} // namespace boxoffice::cli
