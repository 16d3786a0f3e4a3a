#include "storage/rocksdb/priorities.hpp"

#include <sys/resource.h>

namespace boxoffice::storage {

namespace {

// Beside one busy thread of the usual priority 0 a thread of 5 gets a quarter of a core and one of
// 10 a tenth: a flush needs an eighth of what bookings do, and with less than it needs the writer
// would stall behind it. A compaction is never urgent; L0 has room for minutes.
constexpr int flushing = 5;
constexpr int compacting = 10;

/// Linux counts priorities by thread, and 0 is the calling one.
void set_nice(int priority) { static_cast<void>(::setpriority(PRIO_PROCESS, 0, priority)); }

} // namespace

void background_priorities::OnFlushBegin(rocksdb::DB*, const rocksdb::FlushJobInfo&) {
  set_nice(flushing);
}

void background_priorities::OnCompactionBegin(rocksdb::DB*, const rocksdb::CompactionJobInfo&) {
  set_nice(compacting);
}

} // namespace boxoffice::storage
