#include "storage/hall/hall_rows.hpp"
#include "storage/log_copy.hpp"
#include "tests/storage/log_contract.hpp"

#include <thread>

namespace boxoffice::storage::tests {

namespace {

const std::string small_plan = R"({"classes":[],"rows":[{"row":"A"}]})";
const std::string other_plan = R"({"classes":[],"rows":[{"row":"B"}]})";

wanted_hall hall_wanted(const std::string& id, std::optional<std::uint64_t> version = std::nullopt,
                        std::string plan = small_plan) {
  return {{id}, "Regal", 12, std::move(plan), version};
}

/// Writes the change unless it is refused or changes nothing.
hall_change keep_hall(event_log& log, const wanted_hall& hall, events::time_ms at = 1'000) {
  auto change = hall_change_of(log, hall, at).value();
  if (!change.rows.empty())
    REQUIRE(log.append_if(change.guard, change.rows).value());
  return change;
}

hall_change remove_hall(event_log& log, const std::string& id) {
  auto change = hall_removal_of(log, {id}).value();
  if (!change.rows.empty())
    REQUIRE(log.append_if(change.guard, change.rows).value());
  return change;
}

std::vector<std::string> ids_of(const page<hall_summary>& halls) {
  std::vector<std::string> ids;
  for (const auto& each : halls.items)
    ids.push_back(each.id.text);
  return ids;
}

using hall_ids = std::vector<std::string>;

rows hall_rows_in(event_log& log) {
  rows found;
  REQUIRE(
      log.scan_prefix(table::node, "hall/", {}, [&](std::string_view key, std::string_view value) {
        found.emplace_back(key, value);
        return true;
      }));
  return found;
}

} // namespace

LOG_CONTRACT("halls: one is kept, changed and removed, and each change has a version") {
  Engine engine;
  auto log = engine.open();
  CHECK_FALSE(find_hall(*log, {"regal"}).value());
  auto made = keep_hall(*log, hall_wanted("regal"));
  CHECK(made.is_new);
  CHECK(made.after == hall_summary{{"regal"}, 1, "Regal", 12, 1'000});
  CHECK(find_hall(*log, {"regal"}).value() == hall_template{made.after, small_plan});

  auto changed = keep_hall(*log, hall_wanted("regal", 1, other_plan));
  CHECK_FALSE(changed.is_new);
  CHECK(changed.after.version == 2);
  CHECK(changed.after.changed_at == 1'001); // The clock has not gone on.
  CHECK(find_hall(*log, {"regal"}).value() == hall_template{changed.after, other_plan});

  CHECK_FALSE(remove_hall(*log, "regal").refused);
  CHECK_FALSE(find_hall(*log, {"regal"}).value());
  CHECK(hall_rows_in(*log).empty());
  CHECK(remove_hall(*log, "regal").refused == hall_refusal::not_found);
}

LOG_CONTRACT("halls: the same again is no change, and another version is refused") {
  Engine engine;
  auto log = engine.open();
  keep_hall(*log, hall_wanted("regal", 0));
  auto again = keep_hall(*log, hall_wanted("regal"));
  CHECK(again.rows.empty());
  CHECK_FALSE(again.refused);
  CHECK(again.after.version == 1);
  for (std::uint64_t version : {0, 2}) {
    auto refused = keep_hall(*log, hall_wanted("regal", version, other_plan));
    CHECK(refused.refused == hall_refusal::changed);
    CHECK(refused.after.version == 1);
  }
  CHECK(keep_hall(*log, hall_wanted("gone", 1)).refused == hall_refusal::not_found);
  CHECK(find_hall(*log, {"regal"}).value()->plan == small_plan);
}

LOG_CONTRACT("halls: a change of another process in between is noticed and nothing is written") {
  Engine engine;
  auto log = engine.open();
  auto first = hall_change_of(*log, hall_wanted("regal"), 1'000).value();
  auto second = hall_change_of(*log, hall_wanted("regal", {}, other_plan), 1'000).value();
  CHECK(log->append_if(first.guard, first.rows).value());
  CHECK_FALSE(log->append_if(second.guard, second.rows).value());
  CHECK(find_hall(*log, {"regal"}).value()->plan == small_plan);
  auto removal = hall_removal_of(*log, {"regal"}).value();
  keep_hall(*log, hall_wanted("regal", 1, other_plan));
  CHECK_FALSE(log->append_if(removal.guard, removal.rows).value());
  CHECK(find_hall(*log, {"regal"}).value()->plan == other_plan);
}

LOG_CONTRACT("halls: a list is in the order of the ids, in pages") {
  Engine engine;
  auto log = engine.open();
  for (const auto* id : {"c", "a", "b-1", "b"})
    keep_hall(*log, hall_wanted(id));
  auto first = list_halls(*log, {}, 3).value();
  CHECK(ids_of(first) == hall_ids{"a", "b", "b-1"});
  REQUIRE(first.next);
  auto last = list_halls(*log, *first.next, 3).value();
  CHECK(ids_of(last) == hall_ids{"c"});
  CHECK_FALSE(last.next);
  CHECK_FALSE(list_halls(*log, {}, 4).value().next);
}

TEST_CASE("halls: a log has a thousand at most") {
  rocksdb_engine engine;
  auto log = engine.open();
  write_batch all;
  for (std::size_t i = 0; i < most_halls; ++i) {
    auto change = hall_change_of(*log, hall_wanted("h" + std::to_string(i)), 1'000).value();
    all.rows.insert(all.rows.end(), change.rows.begin(), change.rows.end());
  }
  REQUIRE(log->append(all));
  CHECK(keep_hall(*log, hall_wanted("one-more")).refused == hall_refusal::too_many);
  CHECK_FALSE(keep_hall(*log, hall_wanted("h7", 1, other_plan)).refused);
  REQUIRE_FALSE(remove_hall(*log, "h7").refused);
  CHECK(keep_hall(*log, hall_wanted("one-more")).is_new);
}

TEST_CASE("halls: a row that is damaged is an error, not another hall") {
  rocksdb_engine engine;
  auto log = engine.open();
  keep_hall(*log, hall_wanted("regal"));
  SUBCASE("the head") {
    REQUIRE(log->append(one_row(table::node, "hall/head/regal", R"({"version":1})")));
    CHECK_FALSE(find_hall(*log, {"regal"}));
    CHECK_FALSE(list_halls(*log, {}, 10));
    CHECK_FALSE(hall_change_of(*log, hall_wanted("regal"), 2'000));
  }
  SUBCASE("the plan") {
    REQUIRE(log->append(one_row(table::node, "hall/plan/regal", "1 1000 {")));
    CHECK_FALSE(find_hall(*log, {"regal"}));
  }
  SUBCASE("the plan is of another version") {
    REQUIRE(log->append(one_row(table::node, "hall/plan/regal", "1 999 {}")));
    CHECK_FALSE(find_hall(*log, {"regal"}));
  }
}

TEST_CASE("halls: a copy of a log has them, and of two with one id the later change") {
  rocksdb_engine first, second, third;
  auto one = first.open();
  auto two = second.open();
  auto all = third.open();
  keep_hall(*one, hall_wanted("regal", {}, other_plan), 3'000);
  keep_hall(*one, hall_wanted("only"), 3'000);
  keep_hall(*two, hall_wanted("regal"), 2'000);
  for (auto* from : {one.get(), two.get(), one.get()})
    REQUIRE(copy_log(*from, *all));
  CHECK(find_hall(*all, {"regal"}).value()->plan == other_plan);
  CHECK(ids_of(list_halls(*all, {}, 10).value()) == hall_ids{"only", "regal"});
  keep_hall(*two, hall_wanted("regal"), 4'000); // No change.
  REQUIRE(copy_log(*two, *all));
  CHECK(find_hall(*all, {"regal"}).value()->plan == other_plan);
}

TEST_CASE("halls: a copy of a part of the shows has the halls whose ids are wanted") {
  rocksdb_engine from, to;
  auto old = from.open();
  keep_hall(*old, hall_wanted("regal"));
  keep_hall(*old, hall_wanted("roxy"));
  auto fresh = to.open();
  REQUIRE(copy_log(*old, *fresh, [](const show_id& show) { return show.text == "roxy"; }));
  CHECK(ids_of(list_halls(*fresh, {}, 10).value()) == hall_ids{"roxy"});
  CHECK(find_hall(*fresh, {"roxy"}).value());
  CHECK(hall_rows_in(*fresh).size() == 2);
}

TEST_CASE("halls: of two nodes of one database that make the same hall one has made it") {
  postgres_engine engine;
  auto north = open_shared_postgres_log({engine.connection(), "north"}).value();
  auto south = open_shared_postgres_log({engine.connection(), "south"}).value();
  auto add = [](event_log& log, bool& done) {
    auto change = hall_change_of(log, hall_wanted("regal"), 1'000).value();
    if (!change.rows.empty())
      done = log.append_if(change.guard, change.rows).value();
  };
  bool by_north = false, by_south = false;
  std::thread other{[&] { add(*south, by_south); }};
  add(*north, by_north);
  other.join();
  CHECK(by_north != by_south);
  CHECK(find_hall(*north, {"regal"}).value()->head.version == 1);
}

} // namespace boxoffice::storage::tests
