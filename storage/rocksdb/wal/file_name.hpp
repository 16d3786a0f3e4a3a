// How RocksDB names its files: a number and a suffix.
#pragma once

#include <algorithm>
#include <string_view>

namespace boxoffice::storage {

/// Whether a file of this name has only digits before its suffix, and at least one.
[[nodiscard]] constexpr bool is_numbered(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix) || name.size() == suffix.size())
    return false;
  name.remove_suffix(suffix.size());
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a file of this name is a write-ahead log.
[[nodiscard]] constexpr bool is_wal(std::string_view name) { return is_numbered(name, ".log"); }

} // namespace boxoffice::storage
