// How fast RocksDB's own threads write.
#pragma once

#include <rocksdb/listener.h>
#include <rocksdb/rate_limiter.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::storage {

/// What the pace of flushes and compactions depends on.
struct background_load {
  std::size_t level_0_files = 0; ///< of the column family that has most
  int waiting_memtables = 0;     ///< sealed, not flushed; of the family that has most
  bool urgent = false;           ///< somebody waits for a flush or a compaction
};

/// Bytes a second that flushes and compactions may write together.
[[nodiscard]] std::int64_t pace_for(const background_load& load);

/// Limits flushes and compactions to what is needed. At full speed each of them takes a core for
/// as long as it lasts, and every sync of the write-ahead log waits for what it has just written.
/// The limit comes in turns of a millisecond, because a thread that works for longer keeps those
/// of bookings from its core. Once tables fall behind, it is raised before RocksDB stalls writers.
class background_pace final : public rocksdb::EventListener {
public:
  background_pace();

  /// For DBOptions::rate_limiter.
  [[nodiscard]] const std::shared_ptr<rocksdb::RateLimiter>& limiter() const { return limiter_; }
  /// Limits from now on. Before that, an open flushes what it recovers at full speed. The handles
  /// of all column families must live until the background work of `db` has ended.
  void begin(rocksdb::DB& db, const std::vector<rocksdb::ColumnFamilyHandle*>& families);
  /// Somebody waits for a flush or a compaction, until as many calls of end_wait().
  void begin_wait();
  void end_wait();

  void OnMemTableSealed(const rocksdb::MemTableInfo& memtable) override;
  void OnFlushBegin(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) override;
  void OnFlushCompleted(rocksdb::DB* db, const rocksdb::FlushJobInfo& job) override;
  void OnCompactionCompleted(rocksdb::DB* db, const rocksdb::CompactionJobInfo& job) override;

private:
  struct family {
    rocksdb::ColumnFamilyHandle* handle = nullptr; ///< null before begin()
    std::size_t level_0_files = 0;
    int waiting_memtables = 0; ///< sealed, not flushed
    int being_flushed = 0;     ///< of those that wait
  };

  void count_files(rocksdb::DB& db, const std::string& name);
  void adapt();

  std::shared_ptr<rocksdb::RateLimiter> limiter_;
  std::mutex guard_;
  bool begun_ = false;
  int waits_ = 0;
  std::map<std::string, family> families_; ///< by name
};

/// While it lives, somebody waits.
class urgent_work {
public:
  explicit urgent_work(std::shared_ptr<background_pace> pace) : pace_{std::move(pace)} {
    if (pace_)
      pace_->begin_wait();
  }
  ~urgent_work() {
    if (pace_)
      pace_->end_wait();
  }
  urgent_work(const urgent_work&) = delete;
  urgent_work& operator=(const urgent_work&) = delete;

private:
  std::shared_ptr<background_pace> pace_; ///< null: nothing is limited
};

} // namespace boxoffice::storage
