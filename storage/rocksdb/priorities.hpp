// The CPU priorities of RocksDB's own threads.
#pragma once

#include <rocksdb/listener.h>

namespace boxoffice::storage {

/// Lets the threads that answer go before those that flush and compact, which have seconds and
/// minutes for what they do: woken beside a flush of their own priority, each of a booking's four
/// hand-overs would wait for the end of the flush's time slice. Where the priority of a thread
/// cannot be changed all goes on.
class background_priorities final : public rocksdb::EventListener {
public:
  void OnFlushBegin(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) override;
  void OnCompactionBegin(rocksdb::DB* db, const rocksdb::CompactionJobInfo& job) override;
};

} // namespace boxoffice::storage
