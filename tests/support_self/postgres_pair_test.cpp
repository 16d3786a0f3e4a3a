#include "tests/support/eventually.hpp"
#include "tests/support/processes/postgres_pair.hpp"
#include "tests/support/processes/process_table.hpp"

#include <future>
#include <string>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

/// psql as a client of the whole pair, by the connection string that the servers under test get.
struct writer {
  const postgres_server& tool;
  std::string connection;

  std::string run(const std::string& sql) const { return tool.run(connection, sql); }
};

std::string numbers_up_to(int last) {
  std::string all;
  for (int i = 0; i <= last; ++i)
    all += std::to_string(i) + "\n";
  return all;
}

void insert(const writer& who, int number) {
  who.run("INSERT INTO kept VALUES (" + std::to_string(number) + ")");
}

const std::string all_kept = "SELECT number FROM kept ORDER BY number";

class stopwatch {
public:
  long long lap_ms() {
    const auto now = std::chrono::steady_clock::now();
    const auto gone_by = std::chrono::round<std::chrono::milliseconds>(now - last_);
    last_ = now;
    return gone_by.count();
  }

private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

} // namespace

TEST_CASE("postgres_pair: what was committed survives the primary, ten times in turn") {
  stopwatch watch;
  postgres_pair pair;
  const writer client{pair.primary(), pair.new_database()};
  MESSAGE("the pair is there after ", watch.lap_ms(), " ms");
  client.run("CREATE TABLE kept (number int)");
  insert(client, 0);
  for (int turn = 1; turn <= 10; ++turn) {
    CAPTURE(turn);
    watch.lap_ms();
    pair.kill_primary();
    const auto kill = watch.lap_ms();
    pair.promote();
    const auto promotion = watch.lap_ms();
    CHECK(client.run(all_kept) == numbers_up_to(turn - 1));
    CHECK(pair.run("SELECT count(*) FROM kept") == std::to_string(turn) + "\n");
    client.run("BEGIN; CREATE TABLE alone (); DROP TABLE alone; COMMIT"); // Nobody to wait for.
    watch.lap_ms();
    pair.rejoin();
    const auto rejoining = watch.lap_ms();
    MESSAGE("kill ", kill, " ms, promotion ", promotion, " ms, rejoining ", rejoining, " ms");
    insert(client, turn);
  }
}

TEST_CASE("postgres_pair: a commit waits for the standby") {
  postgres_pair pair;
  const writer client{pair.primary(), pair.new_database()};
  client.run("CREATE TABLE kept (number int)");
  pair.other().pause();
  auto commit = std::async(std::launch::async, [&] { insert(client, 0); });
  CHECK(eventually(60s, [&] {
    return pair.run("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1\n";
  }));
  CHECK(commit.wait_for(300ms) == std::future_status::timeout);
  pair.other().resume();
  commit.get();
  CHECK(client.run(all_kept) == numbers_up_to(0));
}

TEST_CASE("postgres_pair: a paused primary serves nobody, and continues where it was") {
  postgres_pair pair;
  const writer client{pair.primary(), pair.new_database()};
  client.run("CREATE TABLE kept (number int)");
  pair.pause_primary();
  auto commit = std::async(std::launch::async, [&] { insert(client, 0); });
  CHECK(commit.wait_for(300ms) == std::future_status::timeout);
  pair.resume_primary();
  commit.get();
  CHECK(client.run(all_kept) == numbers_up_to(0));
}

TEST_CASE("postgres_pair: a primary that was paused and replaced commits nothing any more") {
  postgres_pair pair;
  const writer client{pair.primary(), pair.new_database()};
  client.run("CREATE TABLE kept (number int)");
  auto& old = pair.primary();
  pair.pause_primary();
  pair.promote();
  pair.resume_primary();
  // It lost its standby when that one was promoted, and still requires one.
  auto commit = std::async(std::launch::async,
                           [&] { old.run_within("test_1", "INSERT INTO kept VALUES (1)"); });
  CHECK(commit.wait_for(300ms) == std::future_status::timeout);
  pair.rejoin();
  CHECK_THROWS_AS(commit.get(), std::runtime_error);
  insert(client, 0);
  CHECK(client.run(all_kept) == numbers_up_to(0));
}

TEST_CASE("postgres_pair: of a killed primary no process is left") {
  postgres_pair pair;
  const auto connection = pair.new_database();
  const auto postmaster = pair.primary().postmaster();
  const auto children = children_of(postmaster);
  CHECK(children.size() > 3);
  pair.kill_primary();
  CHECK(is_gone(postmaster));
  for (const auto child : children)
    CHECK(is_gone(child));
  pair.promote();
  CHECK(pair.primary().run(connection, "SELECT 1") == "1\n");
}

TEST_CASE("postgres_server: it can be started again on its data after a crash") {
  postgres_server server;
  const auto connection = server.new_database();
  server.run(connection, "CREATE TABLE kept (number int)");
  server.crash();
  CHECK_FALSE(server.running());
  server.start();
  CHECK(server.run(connection, all_kept) == "");
}

} // namespace boxoffice::tests
