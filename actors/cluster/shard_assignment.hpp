// What a node of a cluster on one database does about its shards: from what the database shows and
// its own clock alone. No I/O, no clock, no randomness: time comes in with each call.
//
// Writes are safe by the epochs in the database, whatever is decided here. This is about reads and
// about going on: a node answers from memory only while nobody else can have its shards.
//
//   - A node may answer until `lease` after it *sent* its last renewal that went through, less a
//     tenth for clocks that run at different speeds.
//   - A node is expelled when its lease is over by the database's clock and its row has not changed
//     for as long by the clock of the node that expels it. The second keeps the first from harm
//     when the database's clock steps, or another machine with another clock becomes its primary.
//   - An expelled node finds its row gone, drops all that it has in memory and joins anew.
#pragma once

#include "actors/cluster/lease.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The member, by its place, that should have each shard: as even as can be, and a node more or
/// less moves few. Nodes that leave get none; empty where all do.
[[nodiscard]] std::vector<std::size_t>
shards_by_member(const std::vector<storage::member>& members);

/// Shards that go to another node together.
struct transfer {
  std::string new_owner;                      ///< incarnation
  std::vector<storage::claimed_shard> shards; ///< by the epochs that they are held under
};

/// What to do next, in this order.
struct next_steps {
  bool over = false; ///< the node was expelled, or lost a shard: all it has in memory is void
  std::vector<storage::claimed_shard> adopt; ///< that are its own in the database
  std::vector<storage::member> expel;
  std::vector<int> claim;
  std::vector<transfer> give; ///< once nothing of them is under way here
};

/// One life of a node: from joining to being expelled or leaving.
class shard_assignment {
public:
  using time_point = boot_clock::time_point;

  shard_assignment(std::string incarnation, std::chrono::milliseconds lease)
      : incarnation_{std::move(incarnation)}, lease_{lease} {}

  [[nodiscard]] const std::string& incarnation() const { return incarnation_; }

  /// A renewal, or the joining, that was sent at that time went through.
  void renewed(time_point sent) { until_ = sent + lease_ - lease_ / 10; }
  /// Until when the node may decide and answer.
  [[nodiscard]] time_point until() const { return until_; }

  /// Those whose lease is over, as far as this node can tell; for a node that waits to join.
  [[nodiscard]] std::vector<storage::member> expellable(const storage::membership_rows& seen,
                                                        time_point now);
  /// For a node that has joined. `now` is when `seen` had come in. Shards to be adopted count as
  /// adopted, and those to be given as being given, from here on.
  [[nodiscard]] next_steps judge(const storage::membership_rows& seen, time_point now);
  /// They are another's.
  void gave(const std::vector<int>& shards);

  [[nodiscard]] std::size_t shards_held() const { return held_.size(); }

private:
  struct sighting {
    std::uint64_t renewals{};
    time_point since;
  };

  [[nodiscard]] bool lost_some(const storage::membership_rows& seen) const;
  void watch(const std::vector<storage::member>& members, time_point now);
  [[nodiscard]] bool can_be_expelled(const storage::member& other, time_point now) const;
  void plan_shards(const storage::membership_rows& seen, next_steps& steps);

  std::string incarnation_;
  std::chrono::milliseconds lease_;
  time_point until_{};
  std::map<int, std::int64_t> held_; ///< shard -> epoch
  std::set<int> giving_;
  std::map<std::string, sighting> sightings_; ///< by incarnation
};

} // namespace boxoffice::actors
