// Small files, read and written as a whole: settings, tokens, keys, anchors.
#pragma once

#include "storage/event_log.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace boxoffice::cli {

struct file_text {
  std::string text;
  mode_t mode = 0; ///< as of stat(2)
};

/// Whether a file may be a pipe or a terminal: one that a person names for this one command.
enum class pipes : bool { refused, read };

/// Reads a file to its end. Errors, with the path: `absent` if there is no such file; `io` if it is
/// no regular file, cannot be read, or has more than 64 MiB. Of pipes that are read, also if one
/// has no data for five seconds.
[[nodiscard]] storage::result<file_text> read_file(const std::filesystem::path& file,
                                                   pipes others = pipes::refused);

/// Permissions of a file that only its owner may read and write.
inline constexpr mode_t owner_only = 0600;
/// Permissions of group and others, as bits of a mode.
inline constexpr mode_t of_others = 077;

enum class sync_to_disk : bool { no, yes };

/// Opens the file with O_WRONLY | O_CREAT and `flags`, readable by its owner only, and writes the
/// text. Returns 0, or the errno of the step that failed; ENOSPC for a short write.
[[nodiscard]] int write_file(const std::filesystem::path& file, int flags, std::string_view text,
                             sync_to_disk sync);

/// Puts a file that only its owner may read in place of an older one, completely or not at all, and
/// syncs it and its directory. If root writes it, it belongs to the owner of the directory, whose
/// server must be able to read it. Leaves `PATH.new` behind if it is interrupted.
[[nodiscard]] storage::status replace_file(const std::filesystem::path& path,
                                           std::string_view text);

/// 256 unguessable bits. Ends the process if the system has none: a guessable key is worse than no
/// server.
[[nodiscard]] std::array<std::uint8_t, 32> random_key();

} // namespace boxoffice::cli
