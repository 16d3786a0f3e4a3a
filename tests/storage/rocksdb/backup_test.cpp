#include "storage/rocksdb/restore.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"

#include <atomic>
#include <fstream>
#include <thread>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;
using kind = storage_error::kind;

status looks_good(const fs::path&) { return {}; }

/// A log with one recorded show, and a directory for its copies.
struct archive {
  rocksdb_engine engine;
  std::unique_ptr<event_log> log = engine.open();
  fs::path copy = engine.directory().parent_path() / "copy";
  fs::path back = engine.directory().parent_path() / "back";

  archive() {
    staged_show show{"show"};
    for (const auto& command : long_script())
      show.apply(*log, command);
  }
};

std::unique_ptr<event_log> log_at(const fs::path& directory) {
  return open_rocksdb_log({.directory = directory}).value();
}

void check_whole(const fs::path& directory) {
  auto log = open_rocksdb_log_for_reading({.directory = directory}).value();
  auto report = verify(*log, {}).value();
  CHECK(report.faults.empty());
  CHECK(report.streams == 1);
}

/// Whether any file below has the text in it.
bool in_files(const fs::path& directory, const std::string& text) {
  for (const auto& entry : fs::recursive_directory_iterator{directory}) {
    std::ifstream bytes{entry.path(), std::ios::binary};
    std::string all{std::istreambuf_iterator<char>{bytes}, {}};
    if (all.find(text) != std::string::npos)
      return true;
  }
  return false;
}

bool only_the_owner_may_look(const fs::path& directory) {
  return (fs::status(directory).permissions() & fs::perms::all) == fs::perms::owner_all;
}

} // namespace

TEST_CASE("backup: a restored copy equals the log byte for byte") {
  archive one;
  REQUIRE(one.log->back_up(one.copy));
  CHECK(only_the_owner_may_look(one.copy));
  check_whole(one.copy);
  REQUIRE(restore(one.copy, one.back, looks_good));
  CHECK(only_the_owner_may_look(one.back));
  auto log = log_at(one.back);
  CHECK(read_all(*log, "show") == read_all(*one.log, "show"));
  CHECK(scan_all(*log, table::refunds) == scan_all(*one.log, table::refunds));
}

TEST_CASE("backup: during appends it has everything that was durable when it began") {
  archive one;
  std::atomic<std::uint64_t> durable{0};
  std::atomic<bool> done{false};
  std::jthread writer{[&] {
    for (std::uint64_t seq = 1; !done; ++seq) {
      CHECK(one.log->append(one_record("busy", seq, std::string(300, 'x'))));
      durable = seq;
    }
  }};
  for (int i = 0; i < 5; ++i) {
    auto before = durable.load();
    auto place = one.copy.string() + std::to_string(i);
    REQUIRE(one.log->back_up(place));
    auto found = read_all(*log_at(place), "busy");
    CHECK(found.size() >= before);
    CHECK((found.empty() || found.back().first == found.size()));
  }
  done = true;
}

TEST_CASE("backup: an existing directory is not overwritten") {
  archive one;
  REQUIRE(one.log->back_up(one.copy));
  auto again = one.log->back_up(one.copy);
  REQUIRE_FALSE(again);
  CHECK(again.error().what == kind::exists);
  check_whole(one.copy);
}

TEST_CASE("backup: a failure is an error, leaves no files, and the log continues") {
  archive one;
  auto nowhere = one.copy / "no" / "such" / "place";
  auto failed = one.log->back_up(nowhere);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().what == kind::io);
  CHECK_FALSE(fs::exists(one.copy));
  CHECK(one.log->append(one_record("more", 1, "x")));
}

TEST_CASE("backup: an erased mail address is in no later backup") {
  archive one;
  auto mail = [](int i) { return "guest" + std::to_string(i) + "@example.org"; };
  for (int i = 0; i < 50; ++i)
    CHECK(
        one.log->append(one_row(table::customers, std::string(16, static_cast<char>(i)), mail(i))));
  REQUIRE(one.log->back_up(one.copy));
  CHECK(in_files(one.copy, mail(7)));
  CHECK(one.log->purge(table::customers, std::string(16, 7)).value());
  auto later = one.copy.string() + "-later";
  REQUIRE(one.log->back_up(later));
  CHECK_FALSE(in_files(later, mail(7)));
  CHECK(in_files(later, mail(8)));
}

TEST_CASE("restore: a directory that is not empty is refused") {
  archive one;
  REQUIRE(one.log->back_up(one.copy));
  fs::create_directory(one.back);
  { std::ofstream{one.back / "file"} << "mine"; }
  auto refused = restore(one.copy, one.back, looks_good);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == kind::exists);
  CHECK(fs::file_size(one.back / "file") == 4);
  fs::remove(one.back / "file");
  CHECK(restore(one.copy, one.back, looks_good)); // An empty one, as mount points are.
  check_whole(one.back);
}

TEST_CASE("restore: anything but a backup is refused before anything is created") {
  archive one;
  fs::create_directory(one.copy);
  auto refused = restore(one.copy, one.back, looks_good);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == kind::absent);
  CHECK_FALSE(fs::exists(one.back));
}

TEST_CASE("restore: a copy that fails the check is discarded") {
  archive one;
  REQUIRE(one.log->back_up(one.copy));
  auto refused = restore(one.copy, one.back, [](const fs::path& copy) -> status {
    check_whole(copy);
    return storage_error{kind::corrupt, "bad"};
  });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail == "bad");
  CHECK_FALSE(fs::exists(one.back));
  CHECK(restore(one.copy, one.back, looks_good));
}

TEST_CASE("restore: the restored log does not write to the backup") {
  archive one;
  REQUIRE(one.log->back_up(one.copy));
  REQUIRE(restore(one.copy, one.back, looks_good));
  auto log = log_at(one.back);
  for (std::uint64_t seq = 1; seq <= 200; ++seq)
    CHECK(log->append(one_record("later", seq, "x")));
  log.reset();
  check_whole(one.copy);
}

} // namespace boxoffice::storage::tests
