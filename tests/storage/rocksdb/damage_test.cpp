#include "tests/storage/rocksdb/faulty_env.hpp"
#include "tests/storage/stopped_log.hpp"

#include <rocksdb/db.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;
using boxoffice::tests::fault_plan;
using boxoffice::tests::faulty_env;
using kind = storage_error::kind;

/// The write-ahead log with the highest number, to which the last appends went.
fs::path newest_wal(const fs::path& directory) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator{directory})
    if (entry.path().extension() == ".log" && entry.path().filename() > newest.filename())
      newest = entry.path();
  REQUIRE_FALSE(newest.empty());
  return newest;
}

void flip_byte(const fs::path& file, std::uintmax_t place) {
  std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
  bytes.seekg(static_cast<std::streamoff>(place));
  auto byte = static_cast<char>(bytes.get() ^ 0x10);
  bytes.seekp(static_cast<std::streamoff>(place));
  bytes.put(byte);
}

std::uintmax_t offset_of(const fs::path& file, const std::string& text) {
  std::ifstream bytes{file, std::ios::binary};
  std::string all{std::istreambuf_iterator<char>{bytes}, {}};
  auto place = all.find(text);
  REQUIRE(place != std::string::npos);
  return place;
}

storage_error failure_of(const fs::path& directory) {
  auto opened = open_rocksdb_log({.directory = directory});
  REQUIRE_FALSE(opened);
  return opened.error();
}

/// Holds the log's lock from another process while it lives.
class other_holder {
public:
  explicit other_holder(const fs::path& lock_file) {
    REQUIRE(::pipe(to_child_) == 0);
    REQUIRE(::pipe(to_parent_) == 0);
    auto path = lock_file.string();
    child_ = ::fork();
    if (child_ == 0)
      hold(path.c_str());
    char held = 0;
    REQUIRE(::read(to_parent_[0], &held, 1) == 1);
  }
  ~other_holder() {
    for (auto end : {to_child_[0], to_child_[1], to_parent_[0], to_parent_[1]})
      ::close(end);
    ::waitpid(child_, nullptr, 0);
  }

private:
  /// Only calls that are safe after the fork of a process with threads.
  [[noreturn]] void hold(const char* path) {
    ::close(to_child_[1]);
    struct flock whole {};
    whole.l_type = F_WRLCK;
    char byte = 1;
    if (::fcntl(::open(path, O_RDWR), F_SETLK, &whole) == 0 &&
        ::write(to_parent_[1], &byte, 1) == 1)
      (void)!::read(to_child_[0], &byte, 1); // Until the parent closes its end.
    ::_exit(0);
  }

  int to_child_[2]{};
  int to_parent_[2]{};
  pid_t child_{};
};

} // namespace

TEST_CASE("open: a log that this process has open already is in use") {
  rocksdb_engine engine;
  auto log = engine.open();
  auto error = failure_of(engine.directory());
  CHECK(error.what == kind::in_use);
  CHECK(error.detail ==
        engine.directory().string() + " is in use by another boxoffice (its LOCK file is held)");
  CHECK(log->append(one_record("show", 1, "the first goes on")));
}

TEST_CASE(
    "open: a log that another process has open is in use, and free once that process has ended") {
  rocksdb_engine engine;
  engine.open();
  {
    other_holder holder{engine.directory() / "LOCK"};
    CHECK(failure_of(engine.directory()).what == kind::in_use);
  }
  CHECK(engine.open() != nullptr);
}

TEST_CASE("open: the directory is created for its owner alone") {
  temporary_directory place;
  auto deep = place.path() / "a" / "b";
  CHECK(open_rocksdb_log({.directory = deep}));
  CHECK(fs::status(deep).permissions() == fs::perms::owner_all);
}

TEST_CASE("open: a directory that cannot be created is an io error with its path") {
  temporary_directory place;
  std::ofstream{place.path() / "file"} << "in the way";
  auto error = failure_of(place.path() / "file" / "log");
  CHECK(error.what == kind::io);
  CHECK(error.detail.find((place.path() / "file" / "log").string()) != std::string::npos);
}

TEST_CASE("open: a log without CURRENT is an error and is not overwritten by a new log") {
  rocksdb_engine engine;
  CHECK(engine.open()->append(one_record("show", 1, "one")));
  fs::remove(engine.directory() / "CURRENT");
  CHECK(failure_of(engine.directory()).what == kind::lost);
}

TEST_CASE("open: a log whose table files or manifest are missing or damaged has lost events") {
  rocksdb_engine engine;
  {
    auto log = engine.open();
    CHECK(log->append(one_record("show", 1, "one")));
    CHECK(log->back_up(engine.directory().parent_path() / "copy")); // flushes
  }
  fs::path table, manifest;
  for (const auto& each : fs::directory_iterator{engine.directory()}) {
    if (each.path().extension() == ".sst")
      table = each.path();
    if (each.path().filename().string().starts_with("MANIFEST-"))
      manifest = each.path();
  }
  SUBCASE("removed table") { fs::remove(table); }
  SUBCASE("empty table") { fs::resize_file(table, 0); }
  SUBCASE("shorter table") { fs::resize_file(table, fs::file_size(table) - 1); }
  SUBCASE("empty manifest") { fs::resize_file(manifest, 0); }
  auto error = failure_of(engine.directory());
  CHECK(error.what == kind::lost);
  CHECK(error.detail.find("missing or damaged, restore a backup") != std::string::npos);
}

TEST_CASE("open: a log of another format or with an unknown family is a bad_format error") {
  rocksdb_engine engine;
  engine.open();
  std::vector<std::string> names;
  rocksdb::DBOptions plain;
  auto path = engine.directory().string();
  REQUIRE(rocksdb::DB::ListColumnFamilies(plain, path, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names)
    families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  REQUIRE(rocksdb::DB::Open(plain, path, families, &handles, &db).ok());
  SUBCASE("format") { CHECK(db->Put({}, handles.front(), "format", "5").ok()); }
  SUBCASE("family") {
    rocksdb::ColumnFamilyHandle* made = nullptr;
    CHECK(db->CreateColumnFamily({}, "of tomorrow", &made).ok());
    handles.push_back(made);
  }
  for (auto* handle : handles)
    db->DestroyColumnFamilyHandle(handle);
  delete db;
  CHECK(failure_of(engine.directory()).what == kind::bad_format);
}

TEST_CASE("wal: a torn last batch is dropped completely, earlier ones stay, and appends continue") {
  for (std::uintmax_t torn : {1U, 10U, 100U}) {
    CAPTURE(torn);
    rocksdb_engine engine;
    auto log = engine.open();
    CHECK(log->append(one_record("show", 1, "one")));
    CHECK(log->append({{{stream("show"), 2, {"two", std::string(60, '3')}},
                        {stream("other"), 1, {std::string(60, '1')}}},
                       {{table::customers, "id", "a@b"}}}));
    log.reset();
    forget_what_the_witness_knows(engine.directory()); // That the batch was whole once.
    auto wal = newest_wal(engine.directory());
    fs::resize_file(wal, fs::file_size(wal) - torn);

    log = engine.open();
    CHECK(read_all(*log, "show") == records{{1, "one"}});
    CHECK(read_all(*log, "other").empty());
    CHECK_FALSE(log->get(table::customers, "id").value());
    CHECK(log->append(one_record("show", 2, "another two")));
    log.reset();
    log = engine.open();
    CHECK(read_all(*log, "show") == records{{1, "one"}, {2, "another two"}});
  }
}

TEST_CASE("wal: a changed byte before the tail stops the start instead of cutting the log there") {
  rocksdb_engine engine;
  auto log = engine.open();
  for (std::uint64_t seq = 1; seq <= 9; ++seq)
    CHECK(log->append(one_record("show", seq, "record number " + std::to_string(seq))));
  log.reset();
  auto wal = newest_wal(engine.directory());
  flip_byte(wal, offset_of(wal, "record number 4"));

  auto error = failure_of(engine.directory());
  CHECK(error.what == kind::lost);
  CHECK_MESSAGE(error.detail.find("missing 6 of 9 events (show show seq 4 to 9)") !=
                    std::string::npos,
                error.detail);
  CHECK_MESSAGE(error.detail.find(wal.filename().string() + " is damaged from byte ") !=
                    std::string::npos,
                error.detail);
}

TEST_CASE("table files: a changed byte is a read error and not a changed record") {
  rocksdb_engine engine;
  // Behind the first 32 bytes, which the stream's head has too, and between records that fill
  // blocks of their own: a start reads the counter of the family's writes, which is in this
  // file.
  const std::string filler(128U << 10U, 'x');
  auto record = std::string(32, '.') + "a record that is read again" + filler;
  {
    auto log = engine.open();
    CHECK(log->append(one_record("show", 1, filler)));
    CHECK(log->append(one_record("show", 2, record)));
    CHECK(log->append(one_record("show", 3, filler)));
  }
  engine.open(); // Makes a table file of the record.
  fs::path holder;
  for (const auto& entry : fs::directory_iterator{engine.directory()})
    if (entry.path().extension() == ".sst") {
      std::ifstream bytes{entry.path(), std::ios::binary};
      std::string all{std::istreambuf_iterator<char>{bytes}, {}};
      if (all.find("a record that") != std::string::npos)
        holder = entry.path();
    }
  REQUIRE_FALSE(holder.empty());
  flip_byte(holder, offset_of(holder, "a record that"));

  auto log = engine.open();
  auto walked = log->read(stream("show"), 0, [](std::uint64_t, byte_view) { return true; });
  REQUIRE_FALSE(walked);
  CHECK(walked.error().what == kind::corrupt);
  CHECK(walked.error().detail.find("show") != std::string::npos);
}

TEST_CASE("append: after a failed sync nothing is visible and every append fails") {
  rocksdb_engine engine;
  auto plan = std::make_shared<fault_plan>();
  auto env = faulty_env(plan);
  auto log = open_rocksdb_log({.directory = engine.directory(), .env = env.get()}).value();
  CHECK(log->append(one_record("show", 1, "one")));
  plan->first_failing_sync = plan->syncs + 1;

  auto failed = log->append({{{stream("show"), 2, {"two"}}}, {{table::shows, "show", "row"}}});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().what == kind::device);
  CHECK(failed.error().detail.find("injected failure of a sync of " +
                                   engine.directory().string()) != std::string::npos);
  CHECK(read_all(*log, "show") == records{{1, "one"}});
  CHECK(log->last_seq(stream("show")).value() == 1);
  CHECK_FALSE(log->get(table::shows, "show").value());

  plan->first_failing_sync = 0; // A device that works again must not hide what was lost.
  auto syncs = plan->syncs.load();
  auto again = log->append(one_record("show", 2, "two"));
  REQUIRE_FALSE(again);
  CHECK(again.error().detail == failed.error().detail);
  CHECK_FALSE(log->purge(table::shows, "show"));
  CHECK(plan->syncs == syncs);

  log.reset();
  auto next_start = engine.open();
  CHECK(read_all(*next_start, "show").front() == std::pair<std::uint64_t, std::string>{1, "one"});
}

TEST_CASE("append: a full disk is an error with the reason, and earlier appends are kept") {
  rocksdb_engine engine;
  auto plan = std::make_shared<fault_plan>();
  auto env = faulty_env(plan);
  auto log = open_rocksdb_log({.directory = engine.directory(), .env = env.get()}).value();
  CHECK(log->append(one_record("show", 1, "one")));
  plan->disk_full = true;

  auto failed = log->append(one_record("show", 2, "two"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().what == kind::device);
  CHECK(failed.error().detail.find("No space left on device") != std::string::npos);
  CHECK(failed.error().detail.find(".log") != std::string::npos);
  plan->disk_full = false;
  CHECK_FALSE(log->append(one_record("show", 2, "two")));

  log.reset();
  log = engine.open();
  CHECK(read_all(*log, "show") == records{{1, "one"}});
  CHECK(log->append(one_record("show", 2, "after space was made")));
}

} // namespace boxoffice::storage::tests
