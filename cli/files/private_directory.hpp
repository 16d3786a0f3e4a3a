// Permissions of the data directory: it holds mail addresses and secrets.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// Removes the permissions of group and others from the directory, if it exists, and from its
/// files. Returns a sentence for the log if others had access. Errors: `io` if it is not a
/// directory, cannot be read, or is open to others and cannot be changed or is no data directory,
/// that is, it has files but neither a log nor a token.
[[nodiscard]] storage::result<std::optional<std::string>>
keep_private(const std::filesystem::path& directory);

} // namespace boxoffice::cli
