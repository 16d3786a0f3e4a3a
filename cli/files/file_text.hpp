// The whole content of a small file that somebody named: a settings file, a token, a key.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace boxoffice::cli {

struct file_text {
  std::string text;
  mode_t mode = 0; ///< as of stat(2)
};

/// Reads a regular file, a pipe or a terminal to its end. Errors, each with the path: `absent` if
/// there is no such file; `io` where it is a directory, cannot be read, or has more than 64 MiB.
[[nodiscard]] storage::result<file_text> read_file(const std::filesystem::path& file);

} // namespace boxoffice::cli
