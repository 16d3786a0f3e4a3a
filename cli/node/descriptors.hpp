// How the file descriptors that the process may have are shared between connections and all else.
#pragma once

#include "cli/settings/settings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::cli {

/// Descriptors that connections must leave: for the log or the database, the control socket and its
/// connections, the links to other nodes, and the process's own.
[[nodiscard]] std::size_t reserved_descriptors(const settings& chosen);

/// Lowers http.max_connections and storage.max_open_files to what `limit` descriptors allow.
/// Returns warnings for the operator, or nothing if `limit` is below the minimum.
[[nodiscard]] std::optional<std::vector<std::string>> fit_to_descriptors(settings& chosen,
                                                                         std::size_t limit);

/// Raises the soft limit of open files to the hard one; the usual 1,024 are for programs that use
/// select(). Returns the limit that holds then.
[[nodiscard]] std::size_t raise_descriptor_limit();

} // namespace boxoffice::cli
