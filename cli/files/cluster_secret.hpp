// The secret of nodes without TLS if the settings have none.
#pragma once

#include "storage/event_log.hpp"

#include <string>

namespace boxoffice::cli {

/// The secret that all nodes of this user on this machine share: the file
/// `boxoffice/cluster-secret` in $XDG_STATE_HOME or ~/.local/state, mode 0600. The first node
/// generates it. Returns the error if that is impossible, for example without a home directory.
[[nodiscard]] storage::result<std::string> find_cluster_secret();

} // namespace boxoffice::cli
