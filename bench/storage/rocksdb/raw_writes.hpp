// Writes to a RocksDB without anything around it: the baseline of the log.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::bench {

/// The rows of one synced write, a column family a table; the events are family 0.
struct raw_row {
  std::size_t family{};
  std::string key;
  std::optional<std::string> value;
};
using raw_batch = std::vector<raw_row>;

/// Writes the batches to a new RocksDB in `directory`, each synced; rows a second.
[[nodiscard]] double write_raw(const std::filesystem::path& directory,
                               const std::vector<raw_batch>& batches);

} // namespace boxoffice::bench
