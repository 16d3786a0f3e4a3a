// How connections and the rest of the process share the limit of open files.
#pragma once

#include "cli/settings/settings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::cli {

/// Descriptors that connections must not take: those of the log or the database, of the control
/// socket and its connections, of the links to other nodes, and the process's own.
[[nodiscard]] std::size_t reserved_descriptors(const settings& chosen);

/// The lowest limit of open files with which a server starts.
[[nodiscard]] std::size_t least_descriptors(const settings& chosen);

/// Lowers http.max_connections and storage.max_open_files to what `limit` descriptors allow.
/// Returns warnings for the operator, or nothing if `limit` is below the minimum.
[[nodiscard]] std::optional<std::vector<std::string>> fit_to_descriptors(settings& chosen,
                                                                         std::size_t limit);

/// Raises the soft limit of open files to the hard limit; the usual 1,024 are for programs that use
/// select(). Returns the new limit.
[[nodiscard]] std::size_t raise_descriptor_limit();

} // namespace boxoffice::cli
