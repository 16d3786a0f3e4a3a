#include "storage/rocksdb/background/pace.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace boxoffice::storage {

namespace {

/// Enough for 20,000 bookings a second and their compactions. A sync takes 0.3 ms beside it.
constexpr std::int64_t usual_pace = 16LL << 20U;
constexpr std::int64_t full_speed = 1LL << 30U;
constexpr std::int64_t turn_us = 1'000;
/// A compaction that is under way may find so many files when it ends; RocksDB slows writers down
/// from 32, or from three memtables of a family that wait (tuning.cpp).
constexpr std::size_t usual_files = 12;
constexpr std::size_t files_for_twice = 4;
constexpr std::size_t too_many_files = 24;
constexpr int fairness = 10; ///< one turn in ten, at least, is a compaction's first

} // namespace

std::int64_t pace_for(const background_load& load) {
  if (load.urgent || load.waiting_memtables > 2 || load.level_0_files >= too_many_files)
    return full_speed;
  auto beyond = std::max(load.level_0_files, usual_files) - usual_files;
  auto doublings = (beyond + files_for_twice - 1) / files_for_twice;
  return usual_pace << std::max<std::size_t>(doublings, load.waiting_memtables > 1 ? 2 : 0);
}

background_pace::background_pace()
    : limiter_{rocksdb::NewGenericRateLimiter(full_speed, turn_us, fairness)} {}

void background_pace::begin(rocksdb::DB& db) {
  {
    std::lock_guard lock{guard_};
    begun_ = true;
  }
  count_files(db);
}

void background_pace::begin_wait() {
  std::lock_guard lock{guard_};
  ++waits_;
  adapt();
}

void background_pace::end_wait() {
  std::lock_guard lock{guard_};
  --waits_;
  adapt();
}

void background_pace::OnMemTableSealed(const rocksdb::MemTableInfo& memtable) {
  std::lock_guard lock{guard_};
  ++sealed_[memtable.cf_name].waiting;
  adapt();
}

/// A flush takes all memtables that were sealed before it.
void background_pace::OnFlushBegin(rocksdb::DB* /*db*/, const rocksdb::FlushJobInfo& job) {
  std::lock_guard lock{guard_};
  auto& of_family = sealed_[job.cf_name];
  of_family.being_flushed = of_family.waiting;
}

void background_pace::OnFlushCompleted(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) {
  {
    std::lock_guard lock{guard_};
    auto& of_family = sealed_[job.cf_name];
    of_family.waiting -= std::exchange(of_family.being_flushed, 0);
  }
  count_files(*db);
}

void background_pace::OnCompactionCompleted(rocksdb::DB* db,
                                            const rocksdb::CompactionJobInfo& /*job*/) {
  count_files(*db);
}

void background_pace::count_files(rocksdb::DB& db) {
  std::vector<rocksdb::LiveFileMetaData> files;
  db.GetLiveFilesMetaData(&files);
  std::map<std::string, std::size_t> by_family;
  std::size_t most = 0;
  for (const auto& each : files)
    if (each.level == 0)
      most = std::max(most, ++by_family[each.column_family_name]);
  std::lock_guard lock{guard_};
  level_0_files_ = most;
  adapt();
}

void background_pace::adapt() {
  if (!begun_)
    return;
  int most_waiting = 0;
  for (const auto& [family, memtables] : sealed_)
    most_waiting = std::max(most_waiting, memtables.waiting);
  limiter_->SetBytesPerSecond(pace_for({level_0_files_, most_waiting, waits_ != 0}));
}

} // namespace boxoffice::storage
