// The files of a RocksDB directory.
#pragma once

#include "storage/storage_error.hpp"

#include <filesystem>
#include <string>

namespace boxoffice::storage {

/// `corrupt` if there are data files but no CURRENT, the file that names the newest manifest.
/// RocksDB would begin a new log over them.
[[nodiscard]] status check_current_file(const std::filesystem::path& directory);

/// Name and size of the newest manifest: another text after each flush and each compaction.
[[nodiscard]] std::string newest_manifest(const std::filesystem::path& directory);

} // namespace boxoffice::storage
