// The event log in one RocksDB on this machine.
#pragma once

#include "storage/event_log.hpp"
#include "storage/rocksdb/env.hpp"

#include <chrono>
#include <filesystem>
#include <memory>

namespace boxoffice::storage {

struct rocksdb_options {
  std::filesystem::path directory;             ///< made where it is missing
  std::size_t block_cache_bytes = 128U << 20U; ///< bounds cache and write buffers together
  std::size_t write_buffer_bytes = 32U << 20U; ///< of one column family
  rocksdb_env* env = nullptr;                  ///< null: RocksDB's default
  /// Go on without what is missing against the witness, and write that down (accepted_loss.hpp).
  bool accept_loss = false;
  /// How long after a write the witness says so at the latest.
  std::chrono::milliseconds witness_interval{500};
  int max_open_files = 512; ///< of tables, kept open between reads
};

/// Opens or makes the log and keeps its witness. `in_use` where another process has it; `lost`
/// where the log has less than its witness says, and then no file is touched.
[[nodiscard]] result<std::unique_ptr<event_log>> open_rocksdb_log(const rocksdb_options& options);

/// Opens a log that is there, of a stopped server or of a running one, without disturbing it: what
/// it holds at that moment, of a running server perhaps with a last batch that is written and not
/// synced yet. append(), purge() and back_up() are `read_only` errors.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_rocksdb_log_for_reading(const rocksdb_options& options);

} // namespace boxoffice::storage
