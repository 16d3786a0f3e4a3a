// What the PostgreSQL engine guarantees beyond the contract of every engine.
#include "storage/rocksdb/restore.hpp"
#include "storage/verify/verify.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/storage/staged_show.hpp"
#include "tests/support/eventually.hpp"

#include <future>

#include <pqxx/pqxx>

namespace boxoffice::storage::tests {

namespace {

using kind = storage_error::kind;

std::string in_database(const postgres_engine& engine, const std::string& sql) {
  return postgres_engine::server().run(engine.connection(), sql);
}

/// Ends the sessions that write, as a primary that goes away does.
void cut_writers(const postgres_engine& engine) {
  in_database(engine, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                      "application_name LIKE 'boxoffice%' AND datname = current_database()");
}

} // namespace

TEST_CASE("postgres: a second process is refused because the log is in use") {
  postgres_engine engine;
  auto log = engine.open();
  auto second = open_postgres_log({engine.connection(), "second"});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().what == kind::in_use);
  CHECK(log->append(one_record("show", 1, "one")));
}

TEST_CASE("postgres: a writer that was taken over cannot append") {
  postgres_engine engine;
  auto old = engine.open();
  CHECK(old->append(one_record("show", 1, "one")));
  in_database(engine, "UPDATE shard SET epoch = epoch + 1");
  auto refused = old->append(one_record("show", 2, "two"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().what == kind::deposed);
  CHECK(read_all(*old, "show") == records{{1, "one"}});
  in_database(engine, "UPDATE shard SET epoch = epoch - 1");
  CHECK(old->append(one_record("show", 2, "two")).error().what == kind::deposed);
}

TEST_CASE("postgres: an append needs the epochs of its own shards only") {
  postgres_engine engine;
  auto log = engine.open();
  in_database(engine, "UPDATE shard SET epoch = epoch + 1 WHERE shard <> " +
                          in_database(engine, "SELECT get_byte(sha256('show'), 7)"));
  CHECK(log->append(one_record("show", 1, "one")));
  CHECK_FALSE(log->append(one_record("another", 1, "one")));
}

TEST_CASE("postgres: a record is never overwritten") {
  postgres_engine engine;
  auto log = engine.open();
  CHECK(log->append(one_record("show", 1, "one")));
  CHECK(log->append(one_record("show", 1, "other")).error().what == kind::io);
  CHECK(read_all(*log, "show") == records{{1, "one"}});
  CHECK(log->append(one_record("show", 2, "two")).error().what == kind::io); // fail-stop
}

TEST_CASE("postgres: a connection that is cut between appends is replaced") {
  postgres_engine engine;
  auto log = engine.open();
  for (std::uint64_t seq = 1; seq <= 3; ++seq) {
    CHECK(log->append(one_record("show", seq, "one")));
    CHECK(read_all(*log, "show").size() == seq);
    cut_writers(engine);
  }
  CHECK(log->append(one_record("show", 4, "four")));
  CHECK(log->last_seq(stream("show")).value() == 4);
}

TEST_CASE("postgres: an append with an unknown outcome is written exactly once") {
  postgres_engine engine;
  auto log = engine.open();
  CHECK(log->append(one_record("show", 1, "one")));
  // The append waits for this lock; cut there it was not committed and is tried again.
  pqxx::connection holder{engine.connection()};
  pqxx::work holding{holder};
  holding.exec("LOCK TABLE event IN SHARE MODE");
  auto appending =
      std::async(std::launch::async, [&] { return log->append(one_record("show", 2, "two")); });
  CHECK(boxoffice::tests::eventually(std::chrono::seconds{60}, [&] {
    return in_database(engine, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = "
                               "'Lock' AND datname = current_database()") != "0\n";
  }));
  cut_writers(engine);
  holding.commit();
  CHECK(appending.get());
  CHECK(read_all(*log, "show") == records{{1, "one"}, {2, "two"}});
  CHECK(in_database(engine, "SELECT count(*) FROM event") == "2\n");
}

TEST_CASE("postgres: a schema of a newer boxoffice is refused") {
  postgres_engine engine;
  engine.open().reset();
  in_database(engine, "UPDATE schema_version SET version = 999");
  auto refused = open_postgres_log({engine.connection(), "test"});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().what == kind::bad_format);
}

TEST_CASE("postgres: a missing database is an error with its name") {
  auto refused = open_postgres_log({postgres_engine{}.connection() + "_nowhere", "test"});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().what == kind::unreachable);
  CHECK(refused.error().detail.find("_nowhere") != std::string::npos);
}

TEST_CASE("postgres: an erased mail address is not in the table's file") {
  postgres_engine engine;
  auto log = engine.open();
  CHECK(log->append(one_row(table::customers, "id", "someone.to.forget@example.com")));
  CHECK(log->purge(table::customers, "id").value());
  CHECK_FALSE(log->purge(table::customers, "id").value());
  CHECK(scan_all(*log, table::customers).empty());
  CHECK(in_database(engine, "SELECT pg_relation_size('side_row_customers')") == "0\n");
}

TEST_CASE("postgres: recorded shows are whole, and so is the backup that RocksDB's tools read") {
  postgres_engine engine;
  auto log = engine.open();
  staged_show show{"show"};
  for (const auto& command : long_script())
    show.apply(*log, command);
  auto report = verify(*log, {}).value();
  CHECK(report.faults.empty());
  CHECK(report.streams == 1);
  boxoffice::tests::temporary_directory place;
  auto copy = place.path() / "copy";
  REQUIRE(log->back_up(copy));
  CHECK(log->back_up(copy).error().what == kind::exists);
  auto opened = open_rocksdb_log_for_reading({.directory = copy}).value();
  CHECK(read_all(*opened, "show") == read_all(*log, "show"));
  for (auto in : {table::shows, table::refunds, table::customers, table::snapshots, table::heads})
    CHECK(scan_all(*opened, in) == scan_all(*log, in));
  CHECK(verify(*opened, {}).value().faults.empty());
}

} // namespace boxoffice::storage::tests
