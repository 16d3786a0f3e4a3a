// Directories and files that belong to their owner alone, and when they are on the device.
#pragma once

#include "storage/storage_error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace boxoffice::storage {

/// Error of a system call: `what` failed (such as "cannot read PATH"), and why. `device` if the
/// device failed, or if the disk, a quota or the limit of file sizes is exhausted; else `io`.
[[nodiscard]] storage_error io_error(std::string what, const std::error_code& why);

/// Makes a missing directory; only its owner may enter it.
[[nodiscard]] status make_directory(const std::filesystem::path& directory);

/// fsync of a file's bytes or of a directory's entries.
[[nodiscard]] status sync_to_device(const std::filesystem::path& path);

/// The content of a file; `io` with the path if it cannot be read or is a directory.
[[nodiscard]] result<std::string> read_whole_file(const std::filesystem::path& path);

/// Writes a file that only its owner may read, in place of an older one, and syncs it. Its
/// directory is not synced.
[[nodiscard]] status write_private_file(const std::filesystem::path& path, std::string_view text);

/// A directory that appears complete or not at all. It is filled as `NAME.partial`, which only the
/// owner may enter, and renamed at the end. An unfinished one is removed.
class staged_directory {
public:
  explicit staged_directory(std::filesystem::path place);
  ~staged_directory();
  staged_directory(const staged_directory&) = delete;
  staged_directory& operator=(const staged_directory&) = delete;

  /// `exists` if there is anything but an empty directory in its place.
  [[nodiscard]] status make();
  /// The directory to be filled; the caller makes it.
  [[nodiscard]] std::filesystem::path content() const;
  /// Moves the content to its place and syncs the directory above.
  [[nodiscard]] status finish();

private:
  std::filesystem::path place_;
  std::filesystem::path stage_;
  bool made_ = false;
};

} // namespace boxoffice::storage
