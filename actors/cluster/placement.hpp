// Which node answers for what, as this node knows it now.
#pragma once

#include "actors/protocol/cluster_interfaces.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The nodes, by their places in `names` and `links`.
struct placement {
  std::vector<std::string> names;
  std::vector<peer_link_actor> links; ///< none at this node's own place
  std::size_t self{};
  /// Nothing while a show is between two nodes. Called from actor threads.
  std::function<std::optional<std::size_t>(const events::show_id&)> owner_of;
  /// Every node has the whole log, so that what is asked of the log is asked of any.
  bool one_log = false;

  /// The place of the node of that name, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;
};

} // namespace boxoffice::actors
