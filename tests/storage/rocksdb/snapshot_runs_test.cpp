// The snapshots' family was in levels up to November 2026, and is in sorted runs since.
#include "tests/storage/log_contract.hpp"

#include "storage/rocksdb/tuning.hpp"

#include <rocksdb/db.h>

namespace boxoffice::storage::tests {

namespace {

constexpr std::size_t family = family_of(table::snapshots);
constexpr int shows = 20;

std::string id_of(int show) { return "show-" + std::to_string(show); }
std::string value_of(int show, int version) {
  return std::string(3'000, static_cast<char>('a' + version)) + id_of(show);
}

/// The log as the version with levels opens it.
class log_of_levels {
public:
  explicit log_of_levels(const std::filesystem::path& directory) {
    auto tuning = tuning_for({.directory = directory});
    tuning.families[family].options.compaction_style = rocksdb::kCompactionStyleLevel;
    tuning.families[family].options.level_compaction_dynamic_level_bytes = true;
    rocksdb::DB* opened = nullptr;
    auto done =
        rocksdb::DB::Open(tuning.db, directory.string(), tuning.families, &families_, &opened);
    INFO(done.ToString());
    REQUIRE(done.ok());
    db_.reset(opened);
  }
  ~log_of_levels() {
    for (auto* each : families_)
      db_->DestroyColumnFamilyHandle(each);
  }
  log_of_levels(const log_of_levels&) = delete;
  log_of_levels& operator=(const log_of_levels&) = delete;

  void put_all(int version) {
    for (int show = 0; show < shows; ++show)
      REQUIRE(db_->Put({}, families_[family], id_of(show), value_of(show, version)).ok());
    REQUIRE(db_->Flush({}, families_[family]).ok());
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

} // namespace

TEST_CASE("snapshots: a log of levels is read and continued, also by the version with levels") {
  rocksdb_engine engine;
  engine.open();
  {
    log_of_levels before{engine.directory()};
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
  log_of_levels after{engine.directory()};
  for (int show = 0; show < shows; ++show)
    CHECK(after.get(show) == value_of(show, show < shows / 2 ? 13 : 1));
  after.put_all(14);
  after.compact();
  CHECK(after.get(0) == value_of(0, 14));
}

} // namespace boxoffice::storage::tests
