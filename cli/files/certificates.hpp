// Checks the files of cluster.tls before the server starts.
#pragma once

#include "cli/settings/cluster_settings.hpp"

#include <optional>
#include <string>

namespace boxoffice::cli {

/// Returns the error if a file cannot be read, has no certificate or key in PEM, or if the key
/// belongs to another certificate. Returns nothing if all are valid or none is set.
[[nodiscard]] std::optional<std::string> error_in_certificates(const cluster_settings& chosen);

} // namespace boxoffice::cli
