#include "storage/rocksdb/background/priorities.hpp"

#include <sys/resource.h>

namespace boxoffice::storage {

namespace {

// Nice values. Beside one busy thread of nice 0, a thread of nice 5 gets a quarter of a core and
// one of nice 10 a tenth. A flush needs an eighth of the CPU of bookings; with less, the writer
// would stall. A compaction is not urgent: level 0 has room for minutes.
constexpr int nice_of_flush = 5;
constexpr int nice_of_compaction = 10;

/// On Linux the nice value belongs to the thread; 0 is the calling thread.
void set_nice(int value) { static_cast<void>(::setpriority(PRIO_PROCESS, 0, value)); }

} // namespace

void background_priorities::OnFlushBegin(rocksdb::DB*, const rocksdb::FlushJobInfo&) {
  set_nice(nice_of_flush);
}

void background_priorities::OnCompactionBegin(rocksdb::DB*, const rocksdb::CompactionJobInfo&) {
  set_nice(nice_of_compaction);
}

} // namespace boxoffice::storage
