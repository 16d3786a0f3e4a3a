#include "tests/simulation/run.hpp"

#include "tests/simulation/world.hpp"

#include <algorithm>

namespace boxoffice::simulation {

namespace {

/// After the last fault, and after a call that was lost in it was given up: the lease of a node
/// that is gone must be seen to be over, by a clock up to a hundredth off. The rest are ticks in
/// which the node is expelled and its shards are claimed, seen and loaded.
constexpr duration until_served = lease + 2s;
/// A clock that was set back can make an old row look valid again, for a lease at most.
constexpr duration longer_after_clock_steps = lease;
/// Sixteen shards move in each tick: a node that takes half of all from one other needs eight, one
/// that leaves to a single other sixteen.
constexpr duration until_even = 5s;
constexpr duration last_asks = 4s; ///< longer than a client waits for its reply
/// The new owner of a shard sees it at its next tick, and loads its shows.
constexpr duration until_adopted = 2 * tick;

void must_be(world& all, std::string why_not) {
  if (!why_not.empty())
    all.in.broken(rule::stuck, std::move(why_not));
}

/// Shards that were handed over a moment ago may still be on their way.
void must_be_served(world& all) {
  auto on_their_way = all.unserved();
  if (on_their_way.empty())
    return;
  all.run_until(all.in.time.now() + until_adopted);
  for (const auto& one : all.unserved())
    for (const auto& before : on_their_way)
      if (one.shard == before.shard && one.epoch == before.epoch)
        all.in.broken(rule::stuck, "shard " + std::to_string(one.shard) + " is not served");
}

void come_right(world& all) {
  all.calm_down();
  auto from = std::max(all.in.time.now(), all.last_effect()) + all.in.now.patience;
  auto served_by =
      from + until_served + (all.in.database.clock_was_set() ? longer_after_clock_steps : 0s);
  all.run_until(served_by);
  must_be_served(all);
  must_be(all, all.unstarted());
  all.run_until(served_by + until_even);
  must_be(all, all.uneven());
  must_be_served(all);
  all.expect_replies();
  all.run_until(all.in.time.now() + last_asks);
}

} // namespace

run_report run(std::uint64_t seed, const planted_bugs& bugs, bool traced) {
  world all{seed, bugs, traced};
  all.start();
  all.trouble(all.in.luck.between(40s, 100s));
  if (!all.in.judge.found())
    come_right(all);
  all.in.judge.check_streams(all.in.time.now(), all.in.database);
  return {seed, all.in.judge.found(), all.in.judge.counted, all.in.lines.tail()};
}

std::string to_text(const run_report& report) {
  std::string out = "seed " + std::to_string(report.seed) + "\n";
  for (const auto& line : report.tail)
    out += line + "\n";
  if (report.found)
    out += to_text(report.found->broken) + ": " + report.found->how;
  return out;
}

} // namespace boxoffice::simulation
