// The snapshots' family was in levels up to November 2026, and is in sorted runs since.
#include "tests/storage/log_contract.hpp"

#include "storage/rocksdb/tuning.hpp"

#include <latch>

#include <rocksdb/db.h>
#include <rocksdb/listener.h>

namespace boxoffice::storage::tests {

namespace {

constexpr std::size_t family = family_of(table::snapshots);
constexpr int shows = 20;

std::string id_of(int show) { return "show-" + std::to_string(show); }
std::string value_of(int show, int version) {
  return std::string(3'000, static_cast<char>('a' + version)) + id_of(show);
}

rocksdb_tuning tuning_of_levels(const std::filesystem::path& directory) {
  auto tuning = tuning_for({.directory = directory});
  tuning.families[family].options.compaction_style = rocksdb::kCompactionStyleLevel;
  tuning.families[family].options.level_compaction_dynamic_level_bytes = true;
  return tuning;
}

/// The log's files, opened without the log.
class bare_log {
public:
  bare_log(const std::filesystem::path& directory, const rocksdb_tuning& tuning) {
    rocksdb::DB* opened = nullptr;
    auto done =
        rocksdb::DB::Open(tuning.db, directory.string(), tuning.families, &families_, &opened);
    INFO(done.ToString());
    REQUIRE(done.ok());
    db_.reset(opened);
  }
  ~bare_log() {
    for (auto* each : families_)
      db_->DestroyColumnFamilyHandle(each);
  }
  bare_log(const bare_log&) = delete;
  bare_log& operator=(const bare_log&) = delete;

  void put_all(int version) {
    for (int show = 0; show < shows; ++show)
      REQUIRE(put(id_of(show), value_of(show, version)));
    flush();
  }
  /// False if a writer would have to wait.
  [[nodiscard]] bool put(const std::string& key, const std::string& value) {
    rocksdb::WriteOptions at_once;
    at_once.no_slowdown = true;
    return db_->Put(at_once, families_[family], key, value).ok();
  }
  void flush() {
    rocksdb::FlushOptions at_once;
    at_once.allow_write_stall = true;
    REQUIRE(db_->Flush(at_once, families_[family]).ok());
  }
  void compact() { REQUIRE(db_->CompactRange({}, families_[family], nullptr, nullptr).ok()); }
  [[nodiscard]] std::string get(int show) {
    std::string value;
    REQUIRE(db_->Get({}, families_[family], id_of(show), &value).ok());
    return value;
  }

private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

/// Holds every compaction until it is released.
class held_compactions : public rocksdb::EventListener {
public:
  void OnCompactionBegin(rocksdb::DB*, const rocksdb::CompactionJobInfo&) override {
    released_.wait();
  }
  void release() { released_.count_down(); }

private:
  std::latch released_{1};
};

} // namespace

TEST_CASE("snapshots: no writer waits for the merging of runs, however many there are") {
  rocksdb_engine engine;
  engine.open();
  auto compactions = std::make_shared<held_compactions>();
  auto tuning = tuning_for({.directory = engine.directory()});
  tuning.db.listeners.push_back(compactions);
  bare_log log{engine.directory(), tuning};
  int written = 0;
  for (; written < 100 && log.put(id_of(written), value_of(written, 0)); ++written)
    log.flush();
  compactions->release();
  CHECK(written == 100);
  for (int show = 0; show < written; ++show)
    REQUIRE(log.get(show) == value_of(show, 0));
}

TEST_CASE("snapshots: a log of levels is read and continued, also by the version with levels") {
  rocksdb_engine engine;
  engine.open();
  {
    bare_log before{engine.directory(), tuning_of_levels(engine.directory())};
    before.put_all(0);
    before.compact();
    before.put_all(1);
  }
  {
    auto log = engine.open();
    for (int show = 0; show < shows; ++show)
      REQUIRE(log->get(table::snapshots, id_of(show)).value() == value_of(show, 1));
    for (int version = 2; version < 14; ++version) {
      write_batch batch;
      for (int show = 0; show < shows / 2; ++show)
        batch.rows.push_back({table::snapshots, id_of(show), value_of(show, version)});
      REQUIRE(log->append(batch));
      // A backup flushes; twelve runs are more than one merge.
      REQUIRE(log->back_up(engine.directory().parent_path() / std::to_string(version)));
    }
  }
  bare_log after{engine.directory(), tuning_of_levels(engine.directory())};
  for (int show = 0; show < shows; ++show)
    CHECK(after.get(show) == value_of(show, show < shows / 2 ? 13 : 1));
  after.put_all(14);
  after.compact();
  CHECK(after.get(0) == value_of(0, 14));
}

} // namespace boxoffice::storage::tests
