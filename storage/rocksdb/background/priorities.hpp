// The CPU priorities of RocksDB's own threads.
#pragma once

#include <rocksdb/listener.h>

namespace boxoffice::storage {

/// Gives the threads that flush and compact a lower priority than the threads of bookings. A
/// booking passes through four threads; beside a flush of equal priority each would wait for the
/// end of the flush's time slice. A priority that cannot be changed is left as it is.
class background_priorities final : public rocksdb::EventListener {
public:
  void OnFlushBegin(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) override;
  void OnCompactionBegin(rocksdb::DB* db, const rocksdb::CompactionJobInfo& job) override;
};

} // namespace boxoffice::storage
