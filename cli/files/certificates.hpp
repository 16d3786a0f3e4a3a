// The files of cluster.tls, looked at before a server starts with them.
#pragma once

#include "cli/settings/cluster_settings.hpp"

#include <optional>
#include <string>

namespace boxoffice::cli {

/// Why the nodes could not use them: a file that cannot be read, holds no such thing in PEM, or a
/// key of another certificate. Nothing where they can, or there are none.
[[nodiscard]] std::optional<std::string> error_in_certificates(const cluster_settings& chosen);

} // namespace boxoffice::cli
