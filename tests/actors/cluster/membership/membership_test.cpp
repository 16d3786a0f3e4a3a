// A node's membership, input by input: what it asks of the database and of the node.
#include "actors/cluster/membership/membership.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

using namespace std::chrono_literals;
using seen_rows = storage::membership_rows;

constexpr auto whole_lease = 5'000ms;
constexpr auto usable_lease = 4'500ms;
const boot_clock::time_point began{1'000s};
const storage::storage_error no_database{storage::storage_error::kind::unreachable, "no database"};

template <class Action>
std::size_t count_of(const next_steps& steps) {
  return static_cast<std::size_t>(std::ranges::count_if(
      steps.actions, [](const action& each) { return std::holds_alternative<Action>(each); }));
}

template <class Action>
Action only(const next_steps& steps) {
  REQUIRE(count_of<Action>(steps) == 1);
  for (const auto& each : steps.actions)
    if (const auto* found = std::get_if<Action>(&each))
      return *found;
  return {};
}

template <class Call>
Call call_in(const next_steps& steps) {
  REQUIRE(steps.call);
  REQUIRE(std::holds_alternative<Call>(*steps.call));
  return std::get<Call>(*steps.call);
}

storage::member row_of(const std::string& name, const std::string& incarnation) {
  return {name, incarnation, name + ":1", whole_lease, 0, false, false};
}

/// Each shard is held by that incarnation.
seen_rows all_held_by(const std::string& incarnation, std::vector<storage::member> members) {
  seen_rows out{std::move(members), {}};
  for (auto& each : out.shards)
    each = {1, incarnation};
  return out;
}

/// The node "a", whose lives are named a1, a2 and so on.
struct node_a {
  int lives = 0;
  membership it{{"a", "a:1", whole_lease}, [this] { return "a" + std::to_string(++lives); }};

  next_steps join(seen_rows seen = {}) {
    call_in<look_at_members>(it.tick(began));
    call_in<join_cluster>(it.looked(std::move(seen), began));
    return it.joined(true, began);
  }
  /// Joined, and serves every shard. Only `with` is there besides.
  void join_and_serve_all(std::vector<storage::member> with = {}) {
    join();
    with.insert(with.begin(), row_of("a", "a1"));
    auto steps = it.looked(all_held_by("a1", with), began);
    CHECK(call_in<list_shows_of>(steps).shards.size() == storage::shards_in_all);
    steps = it.listed(storage::shows_of_shards{}, began);
    CHECK(only<serve_shards>(steps).shards.size() == storage::shards_in_all);
    CHECK_FALSE(it.is_busy());
  }
  next_steps tick_to_look(boot_clock::time_point now = began) {
    call_in<renew_lease>(it.tick(now));
    return it.renewed(true, now);
  }
};

} // namespace

TEST_CASE("membership: a node expels its former incarnation, then joins under a new name") {
  node_a here;
  seen_rows seen{{row_of("a", "a0")}, {}};
  seen.members[0].over = true;
  here.it.tick(began);
  CHECK(call_in<join_cluster>(here.it.looked(seen, began)).incarnation == "a1");
  here.it.joined(false, began);
  here.it.tick(began + whole_lease);
  auto steps = here.it.looked(seen, began + whole_lease);
  CHECK(call_in<expel_member>(steps).incarnation == "a0");
  CHECK(call_in<join_cluster>(here.it.expelled({}, began + whole_lease)).incarnation == "a1");
}

TEST_CASE("membership: the lease counts from when the join and each renewal were sent") {
  node_a here;
  here.it.tick(began);
  here.it.looked(seen_rows{}, began);
  auto steps = here.it.joined(true, began + 1s);
  CHECK(only<begin_lease>(steps).until == began + usable_lease);
  CHECK(here.it.now_in() == membership::phase::joined);
  here.it.looked(all_held_by("", {row_of("a", "a1")}), began + 1s);
  here.it.claimed(began + 1s);
  while (here.it.is_busy())
    here.it.looked(no_database, began + 1s);
  here.it.tick(began + 2s);
  steps = here.it.renewed(true, began + 3s);
  CHECK(only<extend_lease>(steps).until == began + 2s + usable_lease);
}

TEST_CASE("membership: a join of unknown outcome is taken back, and not tried again by that name") {
  node_a here;
  here.it.tick(began);
  here.it.looked(seen_rows{}, began);
  auto steps = here.it.joined(no_database, began);
  CHECK(call_in<leave_members>(steps).incarnation == "a1");
  here.it.left_members();
  here.it.tick(began);
  CHECK(call_in<join_cluster>(here.it.looked(seen_rows{}, began)).incarnation == "a2");
}

TEST_CASE("membership: shards that nobody holds are claimed, and served when they are seen") {
  node_a here;
  here.join();
  auto steps = here.it.looked(all_held_by("", {row_of("a", "a1")}), began);
  CHECK(call_in<claim_shards>(steps).wanted.size() == storage::shards_in_all);
  CHECK(only<publish_owners>(steps).now.owner_of_shard(7) == std::nullopt);
  steps = here.it.claimed(began);
  call_in<look_at_members>(steps);
  steps = here.it.looked(all_held_by("a1", {row_of("a", "a1")}), began);
  CHECK(only<publish_owners>(steps).now.owner_of_shard(7) == 0);
  call_in<list_shows_of>(steps);
}

TEST_CASE("membership: shards whose shows could not be listed are listed again at the next look") {
  node_a here;
  here.join();
  auto seen = all_held_by("a1", {row_of("a", "a1")});
  call_in<list_shows_of>(here.it.looked(seen, began));
  auto steps = here.it.listed(no_database, began);
  CHECK(count_of<serve_shards>(steps) == 0);
  CHECK(count_of<finish_start>(steps) == 0);
  here.tick_to_look();
  CHECK(call_in<list_shows_of>(here.it.looked(seen, began)).shards.size() ==
        storage::shards_in_all);
}

TEST_CASE("membership: shards go to another node when nothing of them is under way here") {
  node_a here;
  here.join_and_serve_all();
  here.tick_to_look();
  auto both = all_held_by("a1", {row_of("a", "a1"), row_of("b", "b1")});
  auto steps = here.it.looked(both, began);
  CHECK(only<open_link>(steps).peer.name == "b");
  auto going = only<release_shards>(steps).shards;
  CHECK(going.size() == 16);
  CHECK_FALSE(steps.call);
  call_in<look_at_members>(here.tick_to_look()); // They are not handed over yet.
  here.it.looked(both, began);
  steps = here.it.released(going, began);
  CHECK(call_in<hand_over_shards>(steps).what.new_owner == "b1");
  CHECK_FALSE(here.it.handed_over(no_database).call);
  steps = here.tick_to_look(); // Tried again.
  CHECK(call_in<hand_over_shards>(steps).what.shards.size() == 16);
  call_in<look_at_members>(here.it.handed_over({}));
}

TEST_CASE("membership: a node that lost its row drops all, and joins when nothing is under way") {
  node_a here;
  here.join_and_serve_all();
  here.it.tick(began);
  auto steps = here.it.renewed(false, began);
  CHECK(count_of<end_lease>(steps) == 1);
  CHECK(count_of<drop_shards>(steps) == 1);
  CHECK_FALSE(steps.call);
  CHECK(here.it.now_in() == membership::phase::dropping);
  CHECK_FALSE(here.it.tick(began).call);
  CHECK(here.it.shards_lost("an append was refused").actions.empty());
  CHECK_FALSE(here.it.released({1, 2}, began).call); // Of a hand-over that began before.
  CHECK(call_in<leave_members>(here.it.released(storage::every_shard(), began)).incarnation ==
        "a1");
  here.it.left_members();
  CHECK(here.it.now_in() == membership::phase::outside);
  here.it.tick(began);
  CHECK(call_in<join_cluster>(here.it.looked(seen_rows{}, began)).incarnation == "a2");
}

TEST_CASE("membership: a node drops all when a shard is another's, and when an append is refused") {
  node_a seen, refused;
  seen.join_and_serve_all();
  seen.tick_to_look();
  auto lost = all_held_by("a1", {row_of("a", "a1"), row_of("b", "b1")});
  lost.shards[3] = {2, "b1"};
  CHECK(count_of<drop_shards>(seen.it.looked(lost, began)) == 1);
  refused.join_and_serve_all();
  CHECK(count_of<drop_shards>(refused.it.shards_lost("an append was refused")) == 1);
}

TEST_CASE("membership: a node that leaves says so, gives its shards away and confirms") {
  node_a here;
  here.join_and_serve_all({row_of("b", "b1")});
  CHECK(call_in<announce_leave>(here.it.request_leave()).incarnation == "a1");
  CHECK(here.it.announced({}).actions.empty());
  auto seen = all_held_by("a1", {row_of("a", "a1"), row_of("b", "b1")});
  seen.members[0].leaving = true;
  std::size_t batches = 0;
  here.tick_to_look();
  auto steps = here.it.looked(seen, began);
  while (count_of<confirm_leave>(steps) == 0) {
    auto going = only<release_shards>(steps).shards;
    call_in<renew_lease>(here.it.released(going, began));
    steps = here.it.renewed(true, began);
    for (auto shard : call_in<hand_over_shards>(steps).what.shards)
      seen.shards.at(static_cast<std::size_t>(shard.shard)) = {2, "b1"};
    call_in<look_at_members>(here.it.handed_over({}));
    steps = here.it.looked(seen, began);
    ++batches;
  }
  CHECK(batches == storage::shards_in_all / 16);
  CHECK(count_of<end_lease>(steps) == 1);
  CHECK(here.it.now_in() == membership::phase::left);
  CHECK(call_in<leave_members>(here.it.stop()).incarnation == "a1");
}

TEST_CASE("membership: a node without shards, or alone, or that cannot say so leaves at once") {
  node_a outside, alone, mute;
  CHECK(count_of<confirm_leave>(outside.it.request_leave()) == 1);
  CHECK_FALSE(outside.it.tick(began).call);
  CHECK_FALSE(outside.it.stop().call);

  alone.join_and_serve_all();
  alone.it.request_leave();
  alone.it.announced({});
  alone.tick_to_look();
  auto seen = all_held_by("a1", {row_of("a", "a1")});
  seen.members[0].leaving = true;
  auto steps = alone.it.looked(seen, began);
  CHECK(count_of<confirm_leave>(steps) == 1);
  CHECK(count_of<end_lease>(steps) == 0); // It serves to its end.

  mute.join_and_serve_all();
  mute.it.request_leave();
  CHECK(count_of<confirm_leave>(mute.it.announced(no_database)) == 1);
}

TEST_CASE("membership: a node that ends without leaving keeps its row until the lease is over") {
  node_a here;
  here.join_and_serve_all();
  CHECK_FALSE(here.it.stop().call);
  CHECK_FALSE(here.it.tick(began).call);
}

TEST_CASE("membership: the start is finished when timers ran and each link is settled") {
  node_a here;
  here.join();
  auto both = all_held_by("a1", {row_of("a", "a1"), row_of("b", "b1")});
  here.it.looked(both, began);
  auto steps = here.it.listed(storage::shows_of_shards{{{"noir"}}, {{"noir"}}}, began);
  CHECK(count_of<finish_start>(steps) == 0);
  CHECK(count_of<finish_start>(here.it.timers_ran(1)) == 0);
  CHECK(count_of<finish_start>(here.it.link_settled()) == 1);
  CHECK(count_of<finish_start>(here.it.link_settled()) == 0);
}

TEST_CASE("membership: an error is logged once, and again after things were well") {
  node_a here;
  here.it.tick(began);
  CHECK(count_of<log_line>(here.it.looked(no_database, began)) == 1);
  here.it.tick(began);
  CHECK(count_of<log_line>(here.it.looked(no_database, began)) == 0);
  here.join();
  CHECK(count_of<log_line>(here.it.looked(no_database, began)) == 1);
}

TEST_CASE("membership: another incarnation of a peer gets a new link") {
  node_a here;
  here.join_and_serve_all({row_of("b", "b1")});
  here.tick_to_look();
  auto steps = here.it.looked(all_held_by("a1", {row_of("a", "a1"), row_of("b", "b2")}), began);
  CHECK(only<forget_link>(steps).peer == "b");
  CHECK(only<open_link>(steps).peer.incarnation == "b2");
}

} // namespace boxoffice::actors::tests
