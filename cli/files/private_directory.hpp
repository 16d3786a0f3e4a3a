// A data directory holds mail addresses and secrets: nobody but its owner may look into it.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

/// Takes the rights of group and others from the directory, if it is there, and from the files in
/// it. Returns what was changed, where others could have looked, as a sentence for the log. Errors:
/// `io` where the directory is none, cannot be read, or is open to others and either not ours to
/// change or no data directory: it has other files but no log and no token in it.
[[nodiscard]] storage::result<std::optional<std::string>>
keep_private(const std::filesystem::path& directory);

} // namespace boxoffice::cli
