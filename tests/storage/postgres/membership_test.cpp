// The membership tables: leases of nodes and owners of shards.
#include "storage/postgres/membership.hpp"
#include "tests/storage/log_contract.hpp"
#include "tests/support/eventually.hpp"

#include <algorithm>
#include <future>

namespace boxoffice::storage::tests {

namespace {

using namespace std::chrono_literals;
using kind = storage_error::kind;

const std::string first_life = "11111111-1111-1111-1111-111111111111";
const std::string second_life = "22222222-2222-2222-2222-222222222222";
constexpr auto lease = 60s;

/// A database with the schema, and nodes that look at it.
struct shared_database {
  postgres_engine engine;
  std::unique_ptr<event_log> log =
      open_shared_postgres_log({engine.connection(), "test", 30s}).value();
  postgres_membership nodes{{engine.connection(), "test", 30s}};

  std::string run(const std::string& sql) {
    return postgres_engine::server().run(engine.connection(), sql);
  }
  void end_leases() { run("UPDATE node SET lease_until = now() - interval '1 s'"); }
  std::int64_t epoch_of(int shard) {
    return nodes.look().value().shards.at(static_cast<std::size_t>(shard)).epoch;
  }
};

write_batch under_epoch(std::int64_t epoch, std::uint64_t seq) {
  auto batch = one_record("show", seq, "record");
  batch.appends.front().epoch = epoch;
  return batch;
}

} // namespace

TEST_CASE("membership: a second node of a name joins only after the first lease ended and it was "
          "expelled") {
  shared_database here;
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  CHECK_FALSE(here.nodes.join("north", second_life, "b:1", lease).value());
  CHECK(here.nodes.expel(first_life, 0)); // Its lease holds: nothing becomes of it.
  CHECK(here.nodes.look().value().members.front().incarnation == first_life);
  here.end_leases();
  CHECK(here.nodes.look().value().members.front().over);
  CHECK_FALSE(here.nodes.join("north", second_life, "b:1", lease).value());
  CHECK(here.nodes.expel(first_life, 0));
  CHECK_FALSE(here.nodes.renew(first_life).value());
  CHECK(here.nodes.join("north", second_life, "b:1", lease).value());
}

TEST_CASE("membership: a node that renewed meanwhile is not expelled") {
  shared_database here;
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  here.end_leases();
  CHECK(here.nodes.renew(first_life).value());
  here.end_leases();
  CHECK(here.nodes.expel(first_life, 0)); // Of before the renewal.
  CHECK(here.nodes.renew(first_life).value());
  CHECK_FALSE(here.nodes.look().value().members.front().over);
}

TEST_CASE("membership: a lease that is too long because the clock stepped back has ended") {
  shared_database here;
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  here.run("UPDATE node SET lease_until = now() + interval '1 hour'");
  CHECK(here.nodes.look().value().members.front().over);
}

TEST_CASE("membership: a claim takes only shards that no member owns") {
  shared_database here;
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  CHECK(here.nodes.join("south", second_life, "b:1", lease).value());
  CHECK(here.nodes.claim(first_life, {1, 2, 3}).value().size() == 3);
  auto got = here.nodes.claim(second_life, {2, 3, 4}).value();
  REQUIRE(got.size() == 1);
  CHECK(got.front().shard == 4);
  CHECK(here.nodes.claim("33333333-3333-3333-3333-333333333333", {5}).value().empty());
  CHECK(here.nodes.leave(first_life));
  CHECK(here.nodes.claim(second_life, {1, 2, 3}).value().size() == 3);
}

TEST_CASE("membership: a late hand-over does not take a shard that has come back") {
  shared_database here;
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  CHECK(here.nodes.join("south", second_life, "b:1", lease).value());
  auto had = here.nodes.claim(first_life, {7}).value();
  CHECK(here.nodes.hand_over(first_life, had, second_life));
  CHECK(here.nodes.look().value().shards[7].holder == second_life);
  CHECK(here.nodes.hand_over(second_life, {{7, here.epoch_of(7)}}, first_life));
  CHECK(here.nodes.hand_over(first_life, had, second_life)); // The first one, again.
  CHECK(here.nodes.look().value().shards[7].holder == first_life);
}

TEST_CASE("membership: an append is accepted only under the present epoch of its shard") {
  shared_database here;
  auto shard = shard_of({"show"});
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  CHECK(here.nodes.join("south", second_life, "b:1", lease).value());
  auto had = here.nodes.claim(first_life, {shard}).value();
  CHECK(here.log->append(under_epoch(had.front().epoch, 1)));
  CHECK(here.nodes.hand_over(first_life, had, second_life));
  CHECK(here.log->append(under_epoch(had.front().epoch, 2)).error().what == kind::deposed);
  CHECK(here.log->append(one_record("show", 2, "no epoch")).error().what == kind::deposed);
  // Of a batch with one such, nothing is written; the log goes on for others.
  auto mixed = under_epoch(here.epoch_of(shard), 2);
  mixed.appends.push_back(under_epoch(had.front().epoch, 3).appends.front());
  CHECK(here.log->append(mixed).error().what == kind::deposed);
  CHECK(read_all(*here.log, "show").size() == 1);
  CHECK(here.log->append(under_epoch(here.epoch_of(shard), 2)));
}

TEST_CASE("membership: side rows of a stream need its epoch too") {
  shared_database here;
  auto shard = shard_of({"show"});
  CHECK(here.nodes.join("north", first_life, "a:1", lease).value());
  auto had = here.nodes.claim(first_life, {shard}).value();
  write_batch beside = one_row(table::snapshots, "show", "old");
  beside.appends.push_back({stream("show"), 1, {}, had.front().epoch - 1});
  CHECK(here.log->append(beside).error().what == kind::deposed);
  CHECK(scan_all(*here.log, table::snapshots).empty());
}

TEST_CASE("membership: nodes that start at the same time get the same key") {
  shared_database here;
  std::vector<std::future<std::string>> all;
  for (int node = 0; node < 8; ++node)
    all.push_back(std::async(std::launch::async, [&, node] {
      postgres_membership one{{here.engine.connection(), "test", 30s}};
      return one.put_if_absent(table::node, "key", "of node " + std::to_string(node)).value();
    }));
  std::vector<std::string> keys;
  for (auto& each : all)
    keys.push_back(each.get());
  CHECK(std::ranges::count(keys, keys.front()) == 8);
}

TEST_CASE("membership: the shows of shards are those of the log") {
  shared_database here;
  auto in = [](const std::string& show) { return shard_of({show}); };
  here.nodes.put_if_absent(table::shows, "one", "row").value();
  here.nodes.put_if_absent(table::shows, "two", "row").value();
  here.nodes.put_if_absent(table::open_work, "two", "").value();
  REQUIRE(in("one") != in("two"));
  CHECK(here.nodes.shows_of({in("one")}).value().known == std::vector<show_id>{{"one"}});
  CHECK(here.nodes.shows_of({in("two")}).value().open_work == std::vector<show_id>{{"two"}});
  CHECK(here.nodes.shows_of({in("one"), in("two")}).value().known.size() == 2);
}

} // namespace boxoffice::storage::tests
