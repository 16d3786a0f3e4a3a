// The directory of a RocksDB, seen from outside.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// Whether a file of this name is a write-ahead log: digits and `.log`.
[[nodiscard]] bool is_wal(std::string_view name);

/// Makes the directory for its owner alone, where it is missing.
[[nodiscard]] status make_directory(const std::filesystem::path& directory);

/// `corrupt` where there are data files but no CURRENT, which names the newest list of them:
/// RocksDB would begin a new log over them.
[[nodiscard]] status check_not_headless(const std::filesystem::path& directory);

/// Which list of files is the newest and how long it is: another text after each flush and each
/// compaction.
[[nodiscard]] std::string newest_file_list(const std::filesystem::path& directory);

/// Waits until a file's bytes or a directory's entries are on the device.
[[nodiscard]] status sync_to_device(const std::filesystem::path& path);

/// A directory that comes whole or not at all: made beside its place as `NAME.partial`, where only
/// the owner may look, and moved there at the end. What is not finished is removed.
class staged_directory {
public:
  explicit staged_directory(std::filesystem::path place);
  ~staged_directory();
  staged_directory(const staged_directory&) = delete;
  staged_directory& operator=(const staged_directory&) = delete;

  /// `exists` where the place is taken by anything but an empty directory.
  [[nodiscard]] status make();
  /// Where the content goes; not there yet.
  [[nodiscard]] std::filesystem::path content() const;
  [[nodiscard]] status finish();

private:
  std::filesystem::path place_;
  std::filesystem::path stage_;
  bool made_ = false;
};

} // namespace boxoffice::storage
