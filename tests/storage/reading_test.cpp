#include "storage/stream_head.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/rocksdb/tampered_log.hpp"

#include <atomic>
#include <thread>

namespace boxoffice::storage::tests {

namespace {

using kind = storage_error::kind;

std::unique_ptr<event_log> for_reading(const rocksdb_engine& engine) {
  return open_rocksdb_log_for_reading({.directory = engine.directory()}).value();
}

using event_places = std::vector<std::pair<std::string, std::uint64_t>>;

event_places all_places(event_log& log, std::string_view after, std::string_view last) {
  event_places found;
  CHECK(log.read_all(after, last, [&](std::string_view id, std::uint64_t seq, byte_view) {
    found.emplace_back(id, seq);
    return true;
  }));
  return found;
}

} // namespace

LOG_CONTRACT("log: all streams or a range of them are read in order of their ids") {
  Engine engine;
  auto log = engine.open();
  for (const std::string id : {"b", "a-1", "a", "a0"})
    CHECK(log->append({{{stream(id), 1, {"1", "2"}}}, {}}));
  CHECK(all_places(*log, "", "") ==
        event_places{
            {"a", 1}, {"a", 2}, {"a-1", 1}, {"a-1", 2}, {"a0", 1}, {"a0", 2}, {"b", 1}, {"b", 2}});
  CHECK(all_places(*log, "a", "a0") == event_places{{"a-1", 1}, {"a-1", 2}, {"a0", 1}, {"a0", 2}});
  CHECK(all_places(*log, "a0", "").size() == 2);
  CHECK(all_places(*log, "b", "").empty());
  CHECK(all_places(*log, "", "Z").empty());
}

LOG_CONTRACT("log: each append writes the head of its stream") {
  Engine engine;
  auto log = engine.open();
  auto head = [&](const std::string& id) {
    return head_of(id, log->get(table::heads, id).value().value_or(""));
  };
  CHECK_FALSE(head("a"));
  CHECK(log->append({{{stream("a"), 1, {std::string(40, '1'), std::string(40, '2')}}}, {}}));
  REQUIRE(head("a"));
  CHECK(head("a")->seq == 2);
  CHECK(head("a")->hash[0] == '2');
  CHECK(log->append({{{stream("a"), 3, {std::string(40, '3')}}}, {}}));
  CHECK(head("a")->seq == 3);
  CHECK(head("a")->hash[31] == '3');
}

TEST_CASE("rocksdb: the log of a running server is read without affecting it") {
  rocksdb_engine engine;
  auto server = engine.open();
  CHECK(server->append(one_record("a", 1, "one")));
  auto reader = for_reading(engine);
  CHECK(read_all(*reader, "a") == records{{1, "one"}});
  CHECK(server->append(one_record("a", 2, "two")));
  CHECK(read_all(*reader, "a") == records{{1, "one"}});
  CHECK(read_all(*for_reading(engine), "a") == records{{1, "one"}, {2, "two"}});
  CHECK(read_all(*server, "a").size() == 2);
}

TEST_CASE("rocksdb: a log under appends and flushes is read without a gap") {
  rocksdb_engine engine;
  std::atomic<bool> done{false};
  std::atomic<std::uint64_t> written{0};
  // Small buffers make a new file every few batches.
  auto server =
      open_rocksdb_log({.directory = engine.directory(), .write_buffer_bytes = 256U << 10U})
          .value();
  std::jthread writer{[&] {
    const std::vector<std::string> batch(20, std::string(500, 'x'));
    for (std::uint64_t seq = 1; seq < 6'000; seq += batch.size()) {
      CHECK(server->append({{{stream("a"), seq, batch}}, {}}));
      written = seq + batch.size() - 1;
    }
    done = true;
  }};
  while (!done) {
    auto before = written.load();
    auto found = read_all(*for_reading(engine), "a");
    CHECK(found.size() >= before);
    CHECK((found.empty() || found.back().first == found.size()));
  }
}

TEST_CASE("rocksdb: a log open for reading refuses changes") {
  rocksdb_engine engine;
  { CHECK(engine.open()->append(one_record("a", 1, "one"))); }
  auto reader = for_reading(engine);
  CHECK(reader->append(one_record("a", 2, "two")).error().what == kind::read_only);
  CHECK(reader->purge(table::customers, "x").error().what == kind::read_only);
  CHECK(reader->back_up(engine.directory() / "copy").error().what == kind::read_only);
  CHECK(read_all(*engine.open(), "a") == records{{1, "one"}});
}

TEST_CASE("rocksdb: a missing log is an error and is not created by a reader") {
  rocksdb_engine engine;
  auto opened = open_rocksdb_log_for_reading({.directory = engine.directory()});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().what == kind::absent);
  CHECK_FALSE(std::filesystem::exists(engine.directory()));
}

TEST_CASE("rocksdb: a log of format 1 gets its heads at the next start") {
  rocksdb_engine engine;
  {
    auto log = engine.open();
    for (int i = 0; i < 25; ++i)
      CHECK(log->append({{{stream("s" + std::to_string(i)),
                           1,
                           {"r1", std::string(40, static_cast<char>('a' + i))}}},
                         {}}));
  }
  rows before;
  {
    tampered_log old{engine.directory()};
    for (int i = 0; i < 25; ++i)
      old.set_row(table::heads, "s" + std::to_string(i), std::nullopt);
    old.set_format("1");
  }
  auto reader = open_rocksdb_log_for_reading({.directory = engine.directory()});
  REQUIRE_FALSE(reader);
  CHECK(reader.error().what == kind::bad_format);
  auto log = engine.open();
  auto heads = scan_all(*log, table::heads);
  REQUIRE(heads.size() == 25);
  for (const auto& [id, value] : heads) {
    CHECK(head_of(id, value)->seq == 2);
    CHECK(head_of(id, value)->hash[0] == 'a' + std::stoi(id.substr(1)));
  }
  log.reset();
  CHECK(for_reading(engine));
}

TEST_CASE("rocksdb: a newer format is refused for reading too") {
  rocksdb_engine engine;
  engine.open();
  { tampered_log{engine.directory()}.set_format("5"); }
  CHECK(open_rocksdb_log({.directory = engine.directory()}).error().what == kind::bad_format);
  CHECK(open_rocksdb_log_for_reading({.directory = engine.directory()}).error().what ==
        kind::bad_format);
}

} // namespace boxoffice::storage::tests
