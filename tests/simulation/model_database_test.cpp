// The database in memory behaves like the functions of storage/postgres/schema.cpp.
// tests/storage/postgres/membership_test.cpp checks the same of PostgreSQL.
#include "tests/simulation/environment.hpp"

#include <doctest/doctest.h>

namespace boxoffice::simulation {

namespace {

struct shared_database : environment {
  shared_database() : environment{1, {}, false} {}

  void pass(duration wait) {
    time.run_until(time.now() + wait, [] { return false; });
  }
  append_result append(std::int64_t epoch, std::uint64_t seq) {
    return database.append({++names, 0, 7, epoch, seq, {seq}});
  }

  std::uint64_t names = 0;
};

} // namespace

TEST_CASE("model database: of one name one node joins, until it is expelled") {
  shared_database here;
  CHECK(here.database.join("north", "n1", "0", lease));
  CHECK_FALSE(here.database.join("north", "n2", "0", lease));
  CHECK_FALSE(here.database.expel("n1", 0));
  here.pass(lease + 1ms);
  CHECK_FALSE(here.database.join("north", "n2", "0", lease));
  CHECK(here.database.expel("n1", 0));
  CHECK_FALSE(here.database.renew("n1"));
  CHECK(here.database.join("north", "n2", "0", lease));
}

TEST_CASE("model database: a node that renewed meanwhile is not expelled") {
  shared_database here;
  here.database.join("north", "n1", "0", lease);
  CHECK(here.database.renew("n1"));
  here.database.step_clock(-60s); // A lease that begins in the future is over too.
  CHECK(here.database.look().members.front().over);
  CHECK_FALSE(here.database.expel("n1", 0));
  CHECK(here.database.expel("n1", 1));
}

TEST_CASE(
    "model database: only shards without a member can be claimed, each time under a new epoch") {
  shared_database here;
  here.database.join("north", "n1", "0", lease);
  here.database.join("south", "s1", "1", lease);
  CHECK(here.database.claim("n1", {7, 8}).size() == 2);
  CHECK(here.database.claim("s1", {7}).empty());
  CHECK(here.database.claim("x1", {9}).empty());
  here.database.leave("n1");
  auto claimed = here.database.claim("s1", {7});
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].epoch == 3);
}

TEST_CASE("model database: a shard is handed over by its epoch, to a member or to none") {
  shared_database here;
  here.database.join("north", "n1", "0", lease);
  here.database.join("south", "s1", "1", lease);
  auto claimed = here.database.claim("n1", {7});
  here.database.hand_over("n1", claimed, "s1");
  CHECK(here.database.look().shards[7].holder == "s1");
  here.database.hand_over("s1", {{7, 2}}, "n1");
  here.database.hand_over("n1", claimed, "s1"); // Sent before, late.
  CHECK(here.database.look().shards[7].holder == "n1");
  here.database.hand_over("n1", {{7, 3}}, "x1");
  CHECK(here.database.look().shards[7].holder.empty());
}

TEST_CASE("model database: an append names the present epoch and the next seq, and is found") {
  shared_database here;
  here.database.join("north", "n1", "0", lease);
  here.database.claim("n1", {7});
  CHECK(here.append(0, 1) == append_result::deposed);
  CHECK(here.append(1, 1) == append_result::done);
  CHECK(here.append(1, 1) == append_result::seq_taken);
  CHECK(here.append(1, 2) == append_result::done);
  CHECK(here.database.went_through(0, 2, here.names));
  CHECK_FALSE(here.database.went_through(0, 1, here.names));
  CHECK(here.database.read(0).size() == 2);
  CHECK_FALSE(here.judge.found());
}

} // namespace boxoffice::simulation
