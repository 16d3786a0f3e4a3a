// Checks the order of the batches that RocksDB replays from its write-ahead logs.
#pragma once

#include "storage/stored_numbers.hpp"

#include <rocksdb/options.h>
#include <rocksdb/wal_filter.h>
#include <rocksdb/write_batch.h>

#include <cstdint>
#include <string>
#include <string_view>

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
    // A batch begins with its sequence number.
    auto first = from_little_endian(std::string_view{batch.Data()}.substr(0, 8));
    if (first < next_)
      return WalProcessingOption::kCorruptedRecord;
    next_ = first + batch.Count();
    return WalProcessingOption::kContinueProcessing;
  }

private:
  std::uint64_t next_ = 0;
};

} // namespace boxoffice::storage
