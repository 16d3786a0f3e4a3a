// Permissions of the data directory: it holds mail addresses and secrets.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// Whether a server may start on the directory, which may be missing. Changes nothing. Errors: `io`
/// if it is not a directory, cannot be read, or is open to others and is no data directory, that
/// is, it has files but neither a log nor a token.
[[nodiscard]] storage::status usable_as_data_directory(const std::filesystem::path& directory);

/// Removes the permissions of group and others from the directory, if it exists, and from its
/// files, except a tokens file that others may write: it must be refused. Returns a sentence for
/// the log if others had access. Errors: those of usable_as_data_directory(), and `io` if a mode
/// cannot be changed.
[[nodiscard]] storage::result<std::optional<std::string>>
keep_private(const std::filesystem::path& directory);

} // namespace boxoffice::cli
