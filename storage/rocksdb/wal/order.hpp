// Checks the order of the batches that RocksDB replays from its write-ahead logs.
#pragma once

#include <rocksdb/options.h>
#include <rocksdb/wal_filter.h>
#include <rocksdb/write_batch.h>

#include <cstdint>
#include <string>

namespace boxoffice::storage {

/// Reports a batch with an older sequence number than the batch before as corruption, as when one
/// write-ahead log was put in the place of another. RocksDB itself accepts it, and its debug build
/// aborts. Used only while a log is being opened.
class wal_order final : public rocksdb::WalFilter {
public:
  [[nodiscard]] const char* Name() const override { return "boxoffice.order"; }

  WalProcessingOption LogRecordFound(unsigned long long, const std::string&,
                                     const rocksdb::WriteBatch& batch, rocksdb::WriteBatch*,
                                     bool*) override {
    auto first = sequence_of(batch);
    if (first < next_)
      return WalProcessingOption::kCorruptedRecord;
    next_ = first + batch.Count();
    return WalProcessingOption::kContinueProcessing;
  }

private:
  /// A batch begins with its sequence number, 8 bytes little-endian.
  static std::uint64_t sequence_of(const rocksdb::WriteBatch& batch) {
    std::uint64_t sequence = 0;
    for (std::size_t i = 8; i-- > 0;)
      sequence = sequence << 8U | static_cast<std::uint8_t>(batch.Data()[i]);
    return sequence;
  }

  std::uint64_t next_ = 0;
};

} // namespace boxoffice::storage
