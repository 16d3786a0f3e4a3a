#include "storage/rocksdb/background/pace.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <utility>

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

void background_pace::begin(rocksdb::DB& db,
                            const std::vector<rocksdb::ColumnFamilyHandle*>& families) {
  {
    std::lock_guard lock{guard_};
    begun_ = true;
    for (auto* each : families)
      families_[each->GetName()].handle = each;
  }
  for (auto* each : families)
    count_files(db, each->GetName());
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
  ++families_[memtable.cf_name].waiting_memtables;
  adapt();
}

/// A flush takes all memtables that were sealed before it.
void background_pace::OnFlushBegin(rocksdb::DB* /*db*/, const rocksdb::FlushJobInfo& job) {
  std::lock_guard lock{guard_};
  auto& flushed = families_[job.cf_name];
  flushed.being_flushed = flushed.waiting_memtables;
}

void background_pace::OnFlushCompleted(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) {
  {
    std::lock_guard lock{guard_};
    auto& flushed = families_[job.cf_name];
    flushed.waiting_memtables -= std::exchange(flushed.being_flushed, 0);
    adapt();
  }
  count_files(*db, job.cf_name);
}

void background_pace::OnCompactionCompleted(rocksdb::DB* db,
                                            const rocksdb::CompactionJobInfo& job) {
  count_files(*db, job.cf_name);
}

/// Asks for one number: a list of all files would hold RocksDB's mutex for longer with each file.
void background_pace::count_files(rocksdb::DB& db, const std::string& name) {
  rocksdb::ColumnFamilyHandle* handle = nullptr;
  {
    std::lock_guard lock{guard_};
    handle = families_[name].handle;
  }
  std::string files;
  if (handle == nullptr ||
      !db.GetProperty(handle, rocksdb::DB::Properties::kNumFilesAtLevelPrefix + '0', &files))
    return;
  std::lock_guard lock{guard_};
  families_[name].level_0_files = std::stoul(files);
  adapt();
}

void background_pace::adapt() {
  if (!begun_)
    return;
  background_load load{0, 0, waits_ != 0};
  for (const auto& [name, each] : families_) {
    load.level_0_files = std::max(load.level_0_files, each.level_0_files);
    load.waiting_memtables = std::max(load.waiting_memtables, each.waiting_memtables);
  }
  limiter_->SetBytesPerSecond(pace_for(load));
}

} // namespace boxoffice::storage
