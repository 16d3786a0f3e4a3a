#include "storage/rocksdb/restore.hpp"
#include "storage/verify/verify.hpp"
#include "storage/witness/accepted_loss.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"
#include "tests/storage/staged_show.hpp"
#include "tests/storage/stopped_log.hpp"
#include "tests/support/eventually.hpp"

#include <random>

namespace boxoffice::storage::tests {

namespace {

namespace fs = std::filesystem;
using boxoffice::tests::eventually;
using boxoffice::tests::patience;
using events::any_command;
using kind = storage_error::kind;
using namespace std::chrono_literals;

result<std::unique_ptr<event_log>> opened(const fs::path& directory, bool accept_loss = false) {
  return open_rocksdb_log({.directory = directory, .accept_loss = accept_loss});
}

std::string record_of(std::uint64_t seq) {
  return "the hash of a record: " + std::to_string(seq) + std::string(40, '.');
}

/// Waits until the witness on disk has this number of events.
void wait_for_witness(const fs::path& directory, std::uint64_t events) {
  REQUIRE(eventually(patience, [&] {
    auto known = read_witness(directory);
    return known && *known && (*known)->totals.events >= events;
  }));
}

/// A stopped log with a recorded show "show" and streams "a" and "b" of ten events each.
struct stopped {
  rocksdb_engine engine;
  fs::path directory = engine.directory();

  stopped() {
    auto log = engine.open();
    staged_show show{"show"};
    for (const auto& command : long_script())
      show.apply(*log, command);
    for (std::uint64_t seq = 1; seq <= 10; ++seq) {
      CHECK(log->append(one_record("a", seq, record_of(seq))));
      CHECK(log->append(one_record("b", seq, record_of(seq))));
    }
  }

  [[nodiscard]] fs::path wal() const { return directory / wals_in(content_of(directory)).back(); }
};

/// A log whose shows follow the rules, so that verify() accepts them.
struct scripted_log {
  rocksdb_engine engine;
  fs::path directory = engine.directory();
  directory_content early; ///< as after a crash after the first show

  scripted_log() {
    auto log = engine.open();
    apply("early", *log);
    wait_for_witness(directory, 1);
    early = content_of(directory);
    apply("late", *log);
  }

  static void apply(const std::string& id, event_log& log) { apply(id, log, long_script()); }
  static void apply(const std::string& id, event_log& log, const std::vector<any_command>& script) {
    staged_show show{id};
    for (auto command : script) {
      if (auto* booking = std::get_if<events::request_booking>(&command))
        booking->id.show = {id};
      show.apply(log, command);
    }
  }
};

} // namespace

TEST_CASE("witness: its text is parsed, and any changed byte is refused") {
  witness one;
  one.log.fill(7);
  one.at = 1'800'000'000'123;
  one.sequence = 99;
  one.totals = {12, {1, 2, 3}};
  one.writes = {{"events", 5}, {"heads", 5}};
  one.streams = {{{"a"}, 4, {9}}, {{"sha256"}, 8, {8}}};
  auto text = to_text(one);
  auto read = parse_witness(text);
  REQUIRE(read);
  CHECK(to_text(*read) == text);
  CHECK(read->streams.size() == 2);
  CHECK(read->writes == one.writes);
  for (std::size_t place = 0; place < text.size(); ++place) {
    auto changed = text;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    CHECK_FALSE(parse_witness(changed));
    CHECK_FALSE(parse_witness(text.substr(0, place)));
  }
}

TEST_CASE("witness: it follows each append in the background, and a regular stop at once") {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(read_witness(engine.directory()).value()->totals.events == 0);
  CHECK(log->append(one_record("show", 1, record_of(1))));
  wait_for_witness(engine.directory(), 1);
  auto known = read_witness(engine.directory()).value();
  REQUIRE(known->streams.size() == 1);
  CHECK(known->streams.front().stream.text == "show");
  CHECK(known->streams.front().hash == hash_in(events::bytes_of(record_of(1))));
  CHECK(log->append({{{stream("show"), 2, {record_of(2), record_of(3)}}}, {}}));
  log.reset();
  CHECK(read_witness(engine.directory()).value()->totals.events == 3);
  CHECK(fs::status(engine.directory() / "witness").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("witness: a regular stop is never taken for a loss") {
  rocksdb_engine engine;
  std::uint64_t seq = 0;
  for (int start = 0; start < 20; ++start) {
    auto log = engine.open();
    for (int i = 0; i < start % 4; ++i) {
      ++seq;
      CHECK(log->append(one_record("show", seq, record_of(seq))));
    }
    CHECK(log->append(one_row(table::customers, std::string(16, 'c'), "a@b")));
    if (start % 3 == 0)
      CHECK(log->purge(table::customers, std::string(16, 'c')).value());
    CHECK_FALSE(log->completeness()->missing);
    CHECK(log->completeness()->events == seq);
  }
}

TEST_CASE("witness: a log without its end is refused, reported and left unchanged") {
  stopped log;
  std::string shows;
  SUBCASE("cut") { fs::resize_file(log.wal(), fs::file_size(log.wal()) - 500); }
  SUBCASE("emptied") { fs::resize_file(log.wal(), 0); }
  SUBCASE("removed") { fs::remove(log.wal()); }
  auto before = content_of(log.directory);
  auto start = opened(log.directory);
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  INFO(start.error().detail);
  CHECK(start.error().detail.find("events (show ") != std::string::npos);
  CHECK(start.error().detail.find("show b seq ") != std::string::npos);
  CHECK(start.error().detail.find('\n') == std::string::npos);
  CHECK(content_of(log.directory) == before);
  auto reader = open_rocksdb_log_for_reading({.directory = log.directory});
  if (reader)
    CHECK(reader.value()->completeness()->missing);
  else
    CHECK(reader.error().what == kind::lost);
}

TEST_CASE("witness: an older copy of the write-ahead log is refused, the right one accepted") {
  rocksdb_engine engine;
  auto log = engine.open();
  CHECK(log->append(one_record("show", 1, record_of(1))));
  auto older = content_of(engine.directory());
  CHECK(log->append(one_record("show", 2, record_of(2))));
  log.reset();
  auto whole = content_of(engine.directory());
  auto replaced = whole;
  replaced[wals_in(whole).back()] = older.at(wals_in(older).back());
  put_content(engine.directory(), replaced);
  auto start = opened(engine.directory());
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  CHECK(start.error().detail.find("missing 1 of 2 events (show show seq 2)") != std::string::npos);
  put_content(engine.directory(), whole);
  log = opened(engine.directory()).value();
  CHECK(log->last_seq(stream("show")).value() == 2);
}

TEST_CASE("witness: a missing log is refused and no new one is created") {
  stopped log;
  auto said = content_of(log.directory).at("witness");
  put_content(log.directory, {{"witness", said}});
  auto start = opened(log.directory);
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  CHECK(content_of(log.directory).size() == 1);
}

TEST_CASE("witness: damage to any of several write-ahead logs is refused or has no effect") {
  rocksdb_engine engine;
  rocksdb_options small{.directory = engine.directory(), .write_buffer_bytes = 128U << 10U};
  auto log = open_rocksdb_log(small).value();
  std::mt19937 random{12};
  std::map<std::string, std::uint64_t> seqs;
  for (int i = 0; i < 3'000; ++i) {
    auto show = "show-" + std::to_string(random() % 40);
    auto seq = ++seqs[show];
    auto batch = one_record(show, seq, record_of(seq) + std::string(200, 'x'));
    if (i % 3 == 0)
      batch.rows.push_back({table::customers, std::string(12, 'c') + std::to_string(1'000 + i),
                            "somebody@example.org"});
    if (i % 50 == 0)
      batch.rows.push_back({table::open_work, show, ""});
    if (i % 300 == 0)
      batch.rows.push_back({table::shows, show, "o" + std::to_string(i)});
    CHECK(log->append(batch));
  }
  wait_for_witness(engine.directory(), 3'000);
  directory_content crashed; // Once nothing is flushed any more.
  REQUIRE(eventually(patience, [&] {
    crashed = content_of(engine.directory());
    return crashed == content_of(engine.directory());
  }));
  const auto all = everything_in(*log);
  log.reset();
  const auto wals = wals_in(crashed);
  MESSAGE(wals.size(), " write-ahead logs");
  CHECK(wals.size() > 1);
  int refused = 0;
  for (const auto& wal : wals)
    for (const std::string how : {"cut", "emptied", "removed", "another in its place"}) {
      CAPTURE(wal);
      CAPTURE(how);
      auto damaged = crashed;
      auto& bytes = damaged[wal];
      if (how == "cut")
        bytes.resize(random() % std::max<std::size_t>(bytes.size(), 1));
      else if (how == "emptied")
        bytes.clear();
      else if (how == "removed")
        damaged.erase(wal);
      else
        bytes = crashed[wal == wals.front() ? wals.back() : wals.front()];
      put_content(engine.directory(), damaged);
      auto start = open_rocksdb_log(small);
      refused += start ? 0 : 1;
      if (start)
        CHECK(everything_in(**start) == all);
      else
        CHECK(start.error().what == kind::lost);
    }
  MESSAGE(refused, " refused");
  CHECK(refused > 4);
  put_content(engine.directory(), crashed);
  CHECK(everything_in(*open_rocksdb_log(small).value()) == all);
}

TEST_CASE("witness: a missing, damaged or foreign witness is refused") {
  stopped log;
  std::string why;
  SUBCASE("missing") {
    fs::remove(log.directory / "witness");
    why = "found none";
  }
  SUBCASE("damaged") {
    fs::resize_file(log.directory / "witness", 40);
    why = "cannot be read";
  }
  SUBCASE("another log's") {
    stopped other;
    fs::copy_file(other.directory / "witness", log.directory / "witness",
                  fs::copy_options::overwrite_existing);
    why = "found that of log ";
  }
  auto start = opened(log.directory);
  REQUIRE_FALSE(start);
  CHECK(start.error().what == kind::lost);
  CHECK(start.error().detail.find("missing its witness") != std::string::npos);
  CHECK_MESSAGE(start.error().detail.find(why) != std::string::npos, start.error().detail);
  CHECK(opened(log.directory, true));
  CHECK(opened(log.directory));
}

TEST_CASE("witness: a log of format 3 is counted and gets a witness") {
  scripted_log log;
  {
    tampered_log old{log.directory};
    old.make_format_3();
  }
  fs::remove(log.directory / "witness");
  {
    auto reader = open_rocksdb_log_for_reading({.directory = log.directory}).value();
    CHECK_FALSE(reader->completeness()->counted);
    CHECK(verify(*reader, {}).value().whole());
  }
  {
    auto start = opened(log.directory).value();
    CHECK(start->completeness()->counted);
    auto report = verify(*start, {}).value();
    CHECK(report.whole());
    CHECK(start->completeness()->events == report.events);
    scripted_log::apply("new", *start);
  }
  CHECK(verify(*opened(log.directory).value(), {}).value().whole());
  fs::remove(log.directory / "witness");
  CHECK_FALSE(opened(log.directory));
}

TEST_CASE("verify: a record that is missing with its head is found by the counter") {
  scripted_log log;
  {
    auto more = opened(log.directory).value();
    scripted_log::apply("later", *more,
                        {open_at(0), book_at(10, 'a', {"A1"}), book_at(20, 'b', {"B1"})});
  }
  {
    tampered_log forged{log.directory};
    auto last = forged.last_seq("later");
    forged.set_record("later", last, std::nullopt);
    auto before = *forged.record("later", last - 1);
    forged.set_row(table::heads, "later", head_row(last - 1, hash_in(events::bytes_of(before))));
  }
  auto report =
      verify(*open_rocksdb_log_for_reading({.directory = log.directory}).value(), {}).value();
  CHECK_FALSE(report.whole());
  REQUIRE(report.missing);
  CHECK(report.missing->find("the log counted ") != std::string::npos);
}

TEST_CASE("accepted loss: the log is complete without it, and reports the loss from then on") {
  scripted_log log;
  const auto events = read_witness(log.directory).value()->totals.events;
  auto left = content_of(log.directory);
  left[wals_in(left).back()] = log.early.at(wals_in(log.early).back());
  put_content(log.directory, left);
  CHECK(opened(log.directory).error().what == kind::lost);
  {
    auto start = opened(log.directory, true).value();
    CHECK(start->last_seq(stream("late")).value() == 0);
    auto report = verify(*start, {}).value();
    CHECK(report.whole());
    CHECK(report.streams == 1);
    REQUIRE(report.accepted.size() == 1);
    CHECK(report.accepted.front().find("of " + std::to_string(events) +
                                       " events (show late seq 1 to") != std::string::npos);
    scripted_log::apply("again", *start);
  }
  auto next = opened(log.directory).value();
  auto report = verify(*next, {}).value();
  CHECK(report.whole());
  CHECK(report.accepted.size() == 1);
  CHECK(accepted_losses(*next)->size() == 1);
  next.reset();
  CHECK(opened(log.directory, true)); // Nothing is missing now, so nothing is written down.
  CHECK(accepted_losses(*opened(log.directory).value())->size() == 1);
}

TEST_CASE("accepted loss: records after a gap are deleted and rows rebuilt") {
  scripted_log log;
  {
    tampered_log broken{log.directory};
    broken.set_record("late", 5, std::nullopt);
    broken.break_counter();
  }
  auto refused = opened(log.directory);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.find("show late seq 5)") != std::string::npos);
  auto start = opened(log.directory, true).value();
  CHECK(start->last_seq(stream("late")).value() == 4);
  auto report = verify(*start, {}).value();
  for (const auto& fault : report.faults)
    FAIL_CHECK(fault.stream.text << ' ' << fault.seq << ' ' << fault.what);
  CHECK(report.whole());
  CHECK(report.accepted.front().find("after a gap") != std::string::npos);
}

TEST_CASE("backup: it has its own witness, and a cut backup is not restored") {
  scripted_log log;
  auto copy = log.directory.parent_path() / "copy";
  auto back = log.directory.parent_path() / "back";
  auto whole = [](const fs::path& at) -> status {
    auto reader = open_rocksdb_log_for_reading({.directory = at});
    if (!reader)
      return reader.error();
    auto missing = (*reader)->completeness().value().missing;
    return missing ? status{storage_error{kind::lost, *missing}} : status{};
  };
  {
    auto running = opened(log.directory).value();
    scripted_log::apply("more", *running);
    REQUIRE(running->back_up(copy));
    scripted_log::apply("yet-more", *running);
  }
  REQUIRE(restore(copy, back, whole));
  auto restored = opened(back).value();
  CHECK(verify(*restored, {}).value().whole());
  CHECK(restored->last_seq(stream("more")).value() > 0);
  restored.reset();
  fs::remove_all(back);
  fs::remove(copy / "witness");
  CHECK_FALSE(restore(copy, back, whole));
}

} // namespace boxoffice::storage::tests
