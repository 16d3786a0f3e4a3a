// What nodes without TLS prove themselves with where the settings have nothing.
#pragma once

#include "storage/event_log.hpp"

#include <string>

namespace boxoffice::cli {

/// Of all nodes of this user on this machine: from `boxoffice/cluster-secret` in $XDG_STATE_HOME or
/// ~/.local/state, mode 0600. Made where it is missing, once, whoever of several nodes comes first.
/// Says why it cannot be had, as where there is no home directory.
[[nodiscard]] storage::result<std::string> find_cluster_secret();

} // namespace boxoffice::cli
