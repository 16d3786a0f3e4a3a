// Keeps what an engine writes, so that a bare RocksDB can write it again.
#pragma once

#include "bench/storage/rocksdb/raw_writes.hpp"
#include "tests/storage/forwarding_log.hpp"

#include <atomic>
#include <chrono>
#include <vector>

namespace boxoffice::bench {

/// Passes everything to a log and keeps what is appended between start() and stop().
class captured_log final : public storage::tests::forwarding_log {
public:
  using forwarding_log::forwarding_log;

  void start();
  void stop();
  [[nodiscard]] const std::vector<raw_batch>& batches() const { return batches_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] double seconds() const { return seconds_; } ///< between start() and stop()
  [[nodiscard]] double busy() const { return busy_; }       ///< seconds of that within append()

  storage::status append(const storage::write_batch& batch) override;

private:
  void keep(const storage::write_batch& batch);

  std::atomic<bool> on_{false};
  std::vector<raw_batch> batches_;
  std::size_t rows_ = 0;
  double seconds_ = 0;
  double busy_ = 0;
  std::chrono::steady_clock::time_point began_;
};

} // namespace boxoffice::bench
