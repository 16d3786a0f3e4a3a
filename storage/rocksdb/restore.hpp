// Makes a data directory from a backup.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <functional>

namespace boxoffice::storage {

/// Checks the finished copy before it is moved to its place. An error stops the restore.
using copy_check = std::function<status(const std::filesystem::path& copy)>;

/// Copies the backup `from` to `to`, a new or empty directory (else `exists`) that appears complete
/// or not at all. `absent` if `from` is not a backup. The backup is only read.
[[nodiscard]] status restore(const std::filesystem::path& from, const std::filesystem::path& to,
                             const copy_check& check);

} // namespace boxoffice::storage
