#include "actors/cluster/membership/shard_assignment.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;
using storage::member;
using storage::membership_rows;
using storage::shards_in_all;

constexpr auto lease = 5'000ms;
constexpr std::size_t most_nodes = 20;
const boot_clock::time_point start{1'000s};

member member_named(const std::string& name) {
  return {name, name + "-1", {}, lease, 0, false, false};
}

std::vector<member> some_members(std::size_t many, const std::string& prefix = "node-") {
  std::vector<member> out;
  for (std::size_t i = 0; i < many; ++i)
    out.push_back(member_named(prefix + std::to_string(i)));
  return out;
}

/// Each shard with that member, by its place, under epoch 1.
membership_rows held_by(const std::vector<member>& members,
                        const std::vector<std::size_t>& places) {
  membership_rows out{members, {}};
  for (std::size_t shard = 0; shard < places.size(); ++shard)
    out.shards.at(shard) = {1, members.at(places[shard]).incarnation};
  return out;
}

membership_rows all_held_by_first(const std::vector<member>& members) {
  return held_by(members, std::vector<std::size_t>(shards_in_all, 0));
}

std::vector<std::size_t> shares(const std::vector<member>& members) {
  std::vector<std::size_t> out(members.size());
  for (auto place : shards_by_member(members))
    ++out.at(place);
  return out;
}

/// How many shards have another node than before, by the nodes' names.
std::size_t moved(const std::vector<member>& before, const std::vector<member>& after) {
  auto one = shards_by_member(before);
  auto other = shards_by_member(after);
  std::size_t out = 0;
  for (std::size_t shard = 0; shard < one.size(); ++shard)
    out += before.at(one[shard]).name != after.at(other[shard]).name ? 1U : 0U;
  return out;
}

} // namespace

TEST_CASE("shards: each node has its share, rounded up or down") {
  for (const std::string prefix : {"node-", "n", "box", "10.0.0."})
    for (std::size_t many = 1; many <= most_nodes; ++many) {
      CAPTURE(prefix);
      CAPTURE(many);
      auto [least, most] = std::ranges::minmax(shares(some_members(many, prefix)));
      CHECK(most <= (shards_in_all + many - 1) / many);
      CHECK(least >= shards_in_all / many);
    }
}

TEST_CASE("shards: one node more or less moves few of them") {
  for (std::size_t many = 1; many < most_nodes; ++many) {
    CAPTURE(many);
    auto joined = moved(some_members(many), some_members(many + 1));
    auto fair = shards_in_all / (many + 1);
    MESSAGE(many << " nodes and one: " << joined << " of " << shards_in_all << " move, at least "
                 << fair << " must");
    CHECK(joined <= 2 * fair + 8);
  }
}

TEST_CASE("shards: the owners do not depend on the order of the nodes") {
  auto list = some_members(5);
  auto turned = list;
  std::ranges::reverse(turned);
  CHECK(moved(list, turned) == 0);
}

TEST_CASE("shards: a node that leaves gets none, and no node does if all leave") {
  auto list = some_members(3);
  list[1].leaving = true;
  CHECK(shares(list)[1] == 0);
  CHECK(moved(list, {list[0], list[2]}) == 0);
  for (auto& each : list)
    each.leaving = true;
  CHECK(shards_by_member(list).empty());
}

TEST_CASE("shard assignment: the lease counts from when the renewal was sent, less a tenth") {
  shard_assignment mine{"node-0-1", lease};
  CHECK(mine.until() == boot_clock::time_point{});
  mine.renewed(start);
  CHECK(mine.until() == start + 4'500ms);
}

TEST_CASE("shard assignment: a node is expelled when its row was unchanged for a lease as well") {
  auto list = some_members(2);
  auto rows = all_held_by_first(list);
  shard_assignment mine{"node-0-1", lease};
  rows.members[1].over = true;
  CHECK(mine.judge(rows, start).expel.empty());
  CHECK(mine.judge(rows, start + lease - 1ms).expel.empty());
  rows.members[1].over = false; // The database's clock was set back.
  CHECK(mine.judge(rows, start + lease).expel.empty());
  rows.members[1].over = true;
  auto steps = mine.judge(rows, start + lease);
  REQUIRE(steps.expel.size() == 1);
  CHECK(steps.expel[0].incarnation == "node-1-1");
}

TEST_CASE("shard assignment: a renewal and another incarnation restart that wait") {
  auto list = some_members(2);
  auto rows = all_held_by_first(list);
  shard_assignment mine{"node-0-1", lease};
  rows.members[1].over = true;
  CHECK(mine.judge(rows, start).expel.empty());
  ++rows.members[1].renewals;
  CHECK(mine.judge(rows, start + lease).expel.empty());
  rows.members[1].incarnation = "node-1-2";
  CHECK(mine.judge(rows, start + 2 * lease).expel.empty());
  CHECK(mine.judge(rows, start + 3 * lease).expel.size() == 1);
}

TEST_CASE("shard assignment: a node expels its former incarnation, never its present one") {
  auto list = some_members(1);
  list[0].over = true;
  shard_assignment same{"node-0-1", lease};
  shard_assignment next{"node-0-2", lease};
  membership_rows rows{list, {}};
  CHECK(same.judge(rows, start).expel.empty());
  CHECK(same.judge(rows, start + lease).expel.empty());
  CHECK(next.expellable(rows, start).empty());
  CHECK(next.expellable(rows, start + lease).size() == 1);
}

TEST_CASE("shard assignment: all is lost if the row, a shard or a shard's epoch has changed") {
  auto list = some_members(2);
  auto rows = held_by(list, shards_by_member(list));
  auto after = [&](auto change) {
    shard_assignment mine{"node-0-1", lease};
    auto first = mine.judge(rows, start);
    REQUIRE_FALSE(first.lost);
    auto changed = rows;
    change(changed, static_cast<std::size_t>(first.adopt.front().shard));
    return mine.judge(changed, start + 250ms).lost;
  };
  CHECK_FALSE(after([](membership_rows&, std::size_t) {}));
  CHECK(after([](membership_rows& now, std::size_t) { now.members.erase(now.members.begin()); }));
  CHECK(after([](auto& now, std::size_t shard) { now.shards.at(shard) = {2, "node-1-1"}; }));
  CHECK(after([](auto& now, std::size_t shard) { ++now.shards.at(shard).epoch; }));
}

TEST_CASE("shard assignment: shards without a live holder are claimed, and adopted when seen") {
  auto list = some_members(1);
  membership_rows rows{list, {}};
  rows.shards[7] = {3, "gone-1"};
  shard_assignment mine{"node-0-1", lease};
  auto steps = mine.judge(rows, start);
  CHECK(steps.claim.size() == shards_in_all);
  CHECK(steps.adopt.empty());
  rows.shards[7] = {4, "node-0-1"};
  steps = mine.judge(rows, start);
  CHECK(steps.claim.size() == shards_in_all - 1);
  REQUIRE(steps.adopt.size() == 1);
  CHECK(steps.adopt[0].shard == 7);
  CHECK(steps.adopt[0].epoch == 4);
  CHECK(mine.judge(rows, start).adopt.empty());
}

TEST_CASE("shard assignment: at most sixteen shards are given at once, with their epochs") {
  auto list = some_members(2);
  auto rows = all_held_by_first(list);
  shard_assignment mine{"node-0-1", lease};
  CHECK(mine.judge(rows, start).give.empty()); // They are adopted first.
  std::set<int> given;
  auto wanted = shares(list)[1];
  while (given.size() < wanted) {
    auto steps = mine.judge(rows, start);
    REQUIRE(steps.give.size() == 1);
    auto& transfer = steps.give[0];
    CHECK(transfer.new_owner == "node-1-1");
    CHECK(transfer.shards.size() == std::min<std::size_t>(16, wanted - given.size()));
    CHECK(mine.judge(rows, start).give.empty());
    std::vector<int> numbers;
    for (const auto& each : transfer.shards) {
      CHECK(each.epoch == 1);
      rows.shards.at(static_cast<std::size_t>(each.shard)) = {2, transfer.new_owner};
      given.insert(each.shard);
      numbers.push_back(each.shard);
    }
    CHECK_FALSE(mine.judge(rows, start).lost); // It is not known to have gone through yet.
    mine.forget(numbers);
  }
  CHECK(mine.judge(rows, start).give.empty());
  CHECK(mine.shards_held() == shards_in_all - wanted);
}

TEST_CASE("shard assignment: a node that leaves gives all to those that stay") {
  auto list = some_members(3);
  auto rows = all_held_by_first(list);
  rows.members[0].leaving = true;
  shard_assignment mine{"node-0-1", lease};
  static_cast<void>(mine.judge(rows, start));
  std::size_t given = 0;
  for (const auto& each : mine.judge(rows, start).give) {
    CHECK(each.new_owner != "node-0-1");
    given += each.shards.size();
  }
  CHECK(given == 16);
}

} // namespace boxoffice::actors::tests
