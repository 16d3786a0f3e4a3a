// Which shards a node of a shared cluster takes, gives and may answer for, and which nodes it
// expels: from the rows of the database and its own clock alone. No I/O, no clock, no randomness:
// time comes in with each call.
//
// Writes are safe by the epochs in the database, whatever is decided here. These rules keep reads
// safe and the cluster going: a node answers from memory only while no other node can have its
// shards.
//
//   - A node may answer until `lease` after it *sent* its last renewal that succeeded, less a tenth
//     for clocks that run at different speeds.
//   - A node is expelled when its lease is over by the database's clock and its row has not changed
//     for as long by the clock of the node that expels it. The second condition protects it when
//     the database's clock steps, or a machine with another clock becomes the primary.
//   - An expelled node finds its row gone, drops everything that it has in memory and joins anew.
#pragma once

#include "actors/boot_clock.hpp"
#include "actors/cluster/membership/membership_rules.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// For each shard the place of the member that should have it. The shares are as even as possible,
/// and one node more or less moves few shards. Nodes that leave get none; empty if all leave.
[[nodiscard]] std::vector<std::size_t>
shards_by_member(const std::vector<storage::member>& members);

/// Shards that go to another node together.
struct transfer {
  std::string new_owner;                      ///< incarnation
  std::vector<storage::claimed_shard> shards; ///< with the epochs that they are held under
};

/// What to do next, in this order.
struct shard_plan {
  bool lost = false; ///< the node was expelled, or lost a shard: all it has in memory is void
  std::vector<storage::claimed_shard> adopt; ///< its own in the database, and not yet here
  std::vector<storage::member> expel;
  std::vector<int> claim;
  std::vector<transfer> give; ///< when nothing of them is under way here any more

  /// Whether another look may find more to do at once.
  [[nodiscard]] bool changes_rows() const { return !expel.empty() || !claim.empty(); }
};

/// One life of a node: from joining to being expelled or leaving.
class shard_assignment {
public:
  using time_point = boot_clock::time_point;

  shard_assignment(std::string incarnation, std::chrono::milliseconds lease,
                   membership_rules rules = {})
      : incarnation_{std::move(incarnation)}, lease_{lease}, rules_{rules} {}

  [[nodiscard]] const std::string& incarnation() const { return incarnation_; }

  /// A renewal, or the join, that was sent at that time succeeded.
  void renewed(time_point sent) { until_ = sent + lease_ - lease_ / 10; }
  /// Until when the node may decide and answer.
  [[nodiscard]] time_point until() const { return until_; }

  /// The members whose lease is over, as far as this node can tell; for a node that waits to join.
  [[nodiscard]] std::vector<storage::member> expellable(const storage::membership_rows& seen,
                                                        time_point now);
  /// For a node that has joined. `now` is when `seen` came in. From here on shards to be adopted
  /// count as held, and those to be given as being given.
  [[nodiscard]] shard_plan judge(const storage::membership_rows& seen, time_point now);
  /// Drops shards that belong to another node now, or that must be adopted again.
  void forget(const std::vector<int>& shards);

  [[nodiscard]] std::size_t shards_held() const { return held_.size(); }

private:
  struct sighting {
    std::uint64_t renewals{};
    time_point since;
  };

  [[nodiscard]] bool lost_some(const storage::membership_rows& seen) const;
  void watch(const std::vector<storage::member>& members, time_point now);
  [[nodiscard]] bool can_be_expelled(const storage::member& other, time_point now) const;
  void plan_shards(const storage::membership_rows& seen, shard_plan& steps);

  std::string incarnation_;
  std::chrono::milliseconds lease_;
  membership_rules rules_;
  time_point until_{};
  std::map<int, std::int64_t> held_; ///< shard -> epoch
  std::set<int> giving_;
  std::map<std::string, sighting> sightings_; ///< by incarnation
};

} // namespace boxoffice::actors
