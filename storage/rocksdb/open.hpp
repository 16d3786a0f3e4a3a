// Opens the event log in a RocksDB on this machine.
#pragma once

#include "storage/event_log.hpp"
#include "storage/rocksdb/env.hpp"

#include <chrono>
#include <filesystem>
#include <memory>

namespace boxoffice::storage {

struct rocksdb_options {
  std::filesystem::path directory;             ///< created if it is missing
  std::size_t block_cache_bytes = 128U << 20U; ///< limit of cache and write buffers together
  std::size_t write_buffer_bytes = 32U << 20U; ///< of one column family
  rocksdb_env* env = nullptr;                  ///< null: RocksDB's default
  /// Accept a loss against the witness, and record it in the log (accepted_loss.hpp).
  bool accept_loss = false;
  /// The longest time from a write to a witness that has it.
  std::chrono::milliseconds witness_interval{500};
  int max_open_files = 512; ///< table files that stay open between reads
};

/// The version of the library, as in "7.8.3".
[[nodiscard]] std::string rocksdb_version();

/// Opens or creates the log to write, and maintains its witness. `in_use` if another process has it
/// open. `lost` if the log has less than its witness says; then no file is changed.
[[nodiscard]] result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options);

/// Opens the log of a stopped or running server to read its present content, without affecting the
/// server. A running server's last batch may be visible although it is not synced yet. append(),
/// purge() and back_up() return `read_only`.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_rocksdb_log_for_reading(const rocksdb_options& options);

} // namespace boxoffice::storage
