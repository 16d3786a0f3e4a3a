// The directory of a RocksDB, seen from outside.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <string_view>

namespace boxoffice::storage {

/// Whether a file of this name is a write-ahead log: digits and `.log`.
[[nodiscard]] bool is_wal(std::string_view name);

/// Makes the directory for its owner alone, where it is missing.
[[nodiscard]] status make_directory(const std::filesystem::path& directory);

/// `corrupt` where there are data files but no CURRENT, which names the newest list of them:
/// RocksDB would begin a new log over them.
[[nodiscard]] status check_not_headless(const std::filesystem::path& directory);

} // namespace boxoffice::storage
