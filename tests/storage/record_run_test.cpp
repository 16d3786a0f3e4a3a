#include "storage/record_run.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"
#include "tests/storage/staged_show.hpp"

#include <rapidcheck.h>

namespace boxoffice::storage::tests {

using events::request_booking;

namespace {

std::vector<std::string> taken_apart(std::string_view run) {
  std::vector<std::string> members;
  for (run_reader reader{run}; !reader.done();) {
    auto record = reader.next();
    members.emplace_back(record.begin(), record.end());
  }
  return members;
}

std::string run_of(const std::vector<std::string>& members) {
  std::string run;
  for (const auto& record : members)
    append_to_run(run, record);
  return run;
}

} // namespace

TEST_CASE("run: records are read as they were added") {
  CHECK(rc::check([](const std::vector<std::string>& members) {
    RC_ASSERT(taken_apart(run_of(members)) == members);
  }));
}

TEST_CASE("run: a cut run keeps its complete records, and the rest is the last record") {
  const std::vector<std::string> members{"one", "two", "three"};
  const auto run = run_of(members);
  for (std::size_t size = 0; size < run.size(); ++size) {
    CAPTURE(size);
    std::vector<std::string> expected;
    std::size_t used = 0;
    for (const auto& each : members)
      if (auto end = used + run_of({each}).size(); end <= size) {
        expected.push_back(each);
        used = end;
      }
    if (used < size)
      expected.push_back(run.substr(used, size - used));
    CHECK(taken_apart(run.substr(0, size)) == expected);
  }
}

TEST_CASE("rocksdb: consecutive records of a batch share a row") {
  rocksdb_engine engine;
  engine.open()
      ->append({{{stream("a"), 1, {"one"}},
                 {stream("a"), 2, {"two", "three"}},
                 {stream("b"), 1, {"uno"}},
                 {stream("a"), 4, {"four"}}},
                {}})
      .value();
  tampered_log stored{engine.directory()};
  CHECK(stored.run("a", 1, 3) == run_of({"one", "two", "three"}));
  CHECK(stored.run("a", 4, 1) == "four");
  CHECK(stored.run("b", 1, 1) == "uno");
}

TEST_CASE("rocksdb: a row takes no further record beyond its size") {
  rocksdb_engine engine;
  auto log = engine.open();
  std::vector<std::string> large(5, std::string(most_run_bytes / 2, 'x'));
  REQUIRE(log->append({{{stream("a"), 1, large}}, {}}));
  for (std::uint64_t after = 0; after <= 5; ++after)
    CHECK(read_all(*log, "a", after).size() == 5 - after);
  CHECK(log->last_seq(stream("a")).value() == 5);
  log.reset();
  tampered_log stored{engine.directory()};
  CHECK(stored.run("a", 1, 2).has_value());
  CHECK(stored.run("a", 3, 2).has_value());
  CHECK(stored.run("a", 5, 1).has_value());
}

TEST_CASE("rocksdb: a stream with rows of any size is read from any seq on") {
  rocksdb_engine engine;
  auto log = engine.open();
  int tries = 0;
  CHECK(rc::check([&] {
    auto name = "show-" + std::to_string(tries++);
    write_batch batch;
    records all;
    for (auto size :
         *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::inRange<std::uint8_t>(0, 7))) {
      stream_append part{stream(name), all.size() + 1, {}};
      for (int i = 0; i < size; ++i) {
        part.records.push_back(std::to_string(all.size()));
        all.emplace_back(all.size() + 1, part.records.back());
      }
      batch.appends.push_back(part);
      batch.appends.push_back({stream("other"), 1, {"between rows"}});
    }
    RC_ASSERT(log->append(batch).has_value());
    for (std::uint64_t after = 0; after <= all.size() + 1; ++after) {
      auto skipped = std::min<std::size_t>(after, all.size());
      RC_ASSERT(read_all(*log, name, after) ==
                records(all.begin() + static_cast<std::ptrdiff_t>(skipped), all.end()));
    }
    RC_ASSERT(log->last_seq(stream(name)).value() == all.size());
  }));
}

TEST_CASE("verify: a damaged run is found at its first wrong event") {
  rocksdb_engine engine;
  std::vector<std::string> texts;
  {
    auto log = engine.open();
    staged_show show{"a"};
    for (auto& command : long_script()) {
      if (auto* booking = std::get_if<request_booking>(&command))
        booking->id.show = stream("a");
      show.apply(*log, command);
    }
    log->read(stream("a"), 0,
              [&](std::uint64_t, byte_view record) {
                texts.emplace_back(record.begin(), record.end());
                return true;
              })
        .value();
  }
  auto count = static_cast<std::uint32_t>(texts.size());
  auto stored = [&](std::optional<std::string> run, std::uint32_t said) {
    tampered_log log{engine.directory()};
    for (std::uint64_t seq = 1; seq <= count; ++seq)
      log.set_record("a", seq, std::nullopt);
    log.set_run("a", 1, said, run);
  };
  auto first_fault = [&]() -> std::uint64_t {
    auto log = open_rocksdb_log_for_reading({.directory = engine.directory()}).value();
    auto report = verify(*log, {}).value();
    return report.faults.empty() ? 0 : report.faults.front().seq;
  };
  auto whole = run_of(texts);
  SUBCASE("not at all") {
    stored(whole, count);
    CHECK(first_fault() == 0);
  }
  SUBCASE("a length of the third") {
    whole[run_of({texts[0], texts[1]}).size() + 3] ^= 0x10;
    stored(whole, count);
    CHECK(first_fault() == 3);
  }
  SUBCASE("without its last record") {
    stored(run_of({texts.begin(), texts.end() - 1}), count);
    CHECK(first_fault() == count);
  }
}

TEST_CASE("rocksdb: a log of format 2 can be read, and the next start upgrades it") {
  rocksdb_engine engine;
  CHECK(engine.open()->append(one_record("a", 1, "one")));
  { tampered_log{engine.directory()}.set_format("2"); }
  {
    auto reader = open_rocksdb_log_for_reading({.directory = engine.directory()}).value();
    CHECK(read_all(*reader, "a") == records{{1, "one"}});
  }
  auto log = engine.open();
  CHECK(log->append({{{stream("a"), 2, {"two", "three"}}}, {}}));
  CHECK(read_all(*log, "a") == records{{1, "one"}, {2, "two"}, {3, "three"}});
  log.reset();
  tampered_log stored{engine.directory()};
  CHECK(stored.format().value_or("none") == "4");
}

} // namespace boxoffice::storage::tests
