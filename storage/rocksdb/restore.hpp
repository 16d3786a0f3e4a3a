// A backup becomes a data directory again.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <functional>

namespace boxoffice::storage {

/// Looks at the finished copy before it takes its place; an error keeps it from that.
using copy_check = std::function<status(const std::filesystem::path& copy)>;

/// Copies the backup `from` to `to`, which must not be there or be empty (`exists`); it comes whole
/// or not at all. `absent` where `from` is no backup. The backup itself is only read.
[[nodiscard]] status restore(const std::filesystem::path& from, const std::filesystem::path& to,
                             const copy_check& check);

} // namespace boxoffice::storage
