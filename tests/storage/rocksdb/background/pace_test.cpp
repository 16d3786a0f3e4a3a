#include "storage/rocksdb/background/pace.hpp"

#include "tests/storage/log_contract.hpp"

#include <rocksdb/db.h>

namespace boxoffice::storage::tests {

namespace {

constexpr std::int64_t usual = 16 << 20;
constexpr std::int64_t full_speed = 1 << 30;

/// A database whose files stay in level 0.
struct database {
  temporary_directory place;
  std::shared_ptr<background_pace> pace = std::make_shared<background_pace>();
  std::unique_ptr<rocksdb::DB> db;

  database() {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.disable_auto_compactions = true;
    options.listeners.push_back(pace);
    options.rate_limiter = pace->limiter();
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(options, (place.path() / "db").string(), &opened).ok());
    db.reset(opened);
  }
  void begin() const { pace->begin(*db, {db->DefaultColumnFamily()}); }
  void add_file() {
    REQUIRE(db->Put({}, "key", "value").ok());
    REQUIRE(db->Flush({}).ok());
    await_listeners();
  }
  /// Flush() and CompactRange() may return before the listeners were called.
  void await_listeners() const {
    REQUIRE(db->PauseBackgroundWork().ok()); // waits for the running jobs
    REQUIRE(db->ContinueBackgroundWork().ok());
  }
  [[nodiscard]] std::int64_t limit() const { return pace->limiter()->GetBytesPerSecond(); }
};

rocksdb::MemTableInfo memtable_of(const std::string& family) {
  rocksdb::MemTableInfo info;
  info.cf_name = family;
  return info;
}

} // namespace

TEST_CASE("pace: it doubles with every four files in level 0, up to full speed") {
  CHECK(pace_for({}) == usual);
  CHECK(pace_for({.level_0_files = 12}) == usual);
  CHECK(pace_for({.level_0_files = 13}) == 2 * usual);
  CHECK(pace_for({.level_0_files = 16}) == 2 * usual);
  CHECK(pace_for({.level_0_files = 17}) == 4 * usual);
  CHECK(pace_for({.level_0_files = 23}) == 8 * usual);
  CHECK(pace_for({.level_0_files = 24}) == full_speed);
  CHECK(pace_for({.level_0_files = 1'000}) == full_speed);
  CHECK(pace_for({.level_0_files = 12, .waiting_memtables = 1}) == usual);
  CHECK(pace_for({.level_0_files = 13, .waiting_memtables = 2}) == 4 * usual);
  CHECK(pace_for({.level_0_files = 23, .waiting_memtables = 2}) == 8 * usual);
  CHECK(pace_for({.waiting_memtables = 3}) == full_speed);
  CHECK(pace_for({.urgent = true}) == full_speed);
}

TEST_CASE("pace: nothing is limited before it begins; then the files in level 0 count") {
  database log;
  for (int file = 0; file < 13; ++file)
    log.add_file();
  CHECK(log.limit() == full_speed);
  log.begin();
  CHECK(log.limit() == 2 * usual);
  for (int file = 13; file < 17; ++file)
    log.add_file();
  CHECK(log.limit() == 4 * usual);
  REQUIRE(log.db->CompactRange({}, nullptr, nullptr).ok());
  log.await_listeners();
  CHECK(log.limit() == usual);
}

TEST_CASE("pace: who waits for it gets full speed, until the last one has ended") {
  database log;
  log.begin();
  CHECK(log.limit() == usual);
  {
    urgent_work one{log.pace};
    CHECK(log.limit() == full_speed);
    { urgent_work other{log.pace}; }
    CHECK(log.limit() == full_speed);
    log.add_file();
    CHECK(log.limit() == full_speed);
  }
  CHECK(log.limit() == usual);
  urgent_work nothing{nullptr};
}

TEST_CASE("pace: it rises with the memtables of a family that wait for their flush") {
  database log;
  log.begin();
  auto seal = [&](const char* family) { log.pace->OnMemTableSealed(memtable_of(family)); };
  seal("events");
  seal("heads");
  CHECK(log.limit() == usual);
  rocksdb::FlushJobInfo job;
  job.cf_name = "events";
  log.pace->OnFlushBegin(log.db.get(), job);
  seal("events");
  CHECK(log.limit() == 4 * usual);
  seal("events");
  CHECK(log.limit() == full_speed);
  log.pace->OnFlushCompleted(log.db.get(), job); // It took the first one only.
  CHECK(log.limit() == 4 * usual);
  log.pace->OnFlushBegin(log.db.get(), job);
  log.pace->OnFlushCompleted(log.db.get(), job);
  CHECK(log.limit() == usual);
}

TEST_CASE("pace: a purge and a backup of a log work while it is limited") {
  rocksdb_engine engine;
  auto log = engine.open();
  REQUIRE(log->append({{{stream("show"), 1, {"one"}}}, {{table::customers, "id", "mail"}}}));
  CHECK(log->back_up(engine.directory().parent_path() / "copy"));
  CHECK(log->purge(table::customers, "id").value());
}

} // namespace boxoffice::storage::tests
