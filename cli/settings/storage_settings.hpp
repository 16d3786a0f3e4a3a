// Storage of the event log: the settings `storage.*`.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace boxoffice::cli {

struct storage_settings {
  storage_engine engine = storage_engine::rocksdb;
  std::optional<secret> postgres; ///< connection string; set if the engine is postgres
  std::filesystem::path data_dir = "data";
  std::size_t block_cache = 128 * mib;
  std::size_t write_buffer = 32 * mib;
  std::uint32_t batch_limit = 4096;
  std::uint32_t max_open_files = 512;
  bool operator==(const storage_settings&) const = default;
};

} // namespace boxoffice::cli
