// Which shows a node answers for when nodes share a log, as a rule without actors: the directory
// follows it, and so does the simulation.
#pragma once

#include "storage/shards.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace boxoffice::actors {

/// The rules as switches, so that a test can undo one and see that the simulation finds it. The
/// server never passes these (tests/architecture checks it).
struct shard_gate_rules {
  /// A shard that is released takes no more asks from the start of the release.
  bool closes_before_release = true;
  /// The shows of shards that are dropped end: nothing of their memory is used again.
  bool ends_dropped_shows = true;
};

/// Why shards are given up.
enum class give_up_reason : std::uint8_t {
  release, ///< another node gets them: what their shows have decided is written first
  drop,    ///< they are lost: what their shows have decided but not written is void
};

/// The shards of a node with their epochs, and the shows that are ending. Shards count as given up
/// when all shows that had to end have ended.
class shard_gate {
public:
  /// `shared`: false if no other node writes to the log; then every show is this node's, under
  /// epoch 0.
  explicit shard_gate(bool shared, shard_gate_rules rules = {}) : shared_{shared}, rules_{rules} {}

  /// The epoch to append under for a show of that shard; none if it belongs to another node now.
  [[nodiscard]] std::optional<std::int64_t> epoch_of_shard(int shard) const {
    auto found = epochs_.find(shard);
    return found == epochs_.end() ? std::nullopt : std::optional{found->second};
  }
  [[nodiscard]] std::optional<std::int64_t> epoch_of(const storage::show_id& show) const {
    return shared_ ? epoch_of_shard(storage::shard_of(show)) : std::optional<std::int64_t>{0};
  }

  void take(int shard, std::int64_t epoch) { epochs_[shard] = epoch; }
  /// From now on their asks are for other nodes. Afterwards each show in memory that must_end() is
  /// sent `leave` or `abandon`.
  void close(const std::vector<int>& shards, give_up_reason why) {
    if (why == give_up_reason::drop || rules_.closes_before_release)
      for (auto shard : shards)
        epochs_.erase(shard);
  }
  [[nodiscard]] bool must_end(int shard, give_up_reason why) const {
    return !epochs_.contains(shard) &&
           (why == give_up_reason::release || rules_.ends_dropped_shows);
  }

  void show_ends() { ++ending_; }
  void show_ended() { --ending_; }
  [[nodiscard]] bool all_ended() const { return ending_ == 0; }

private:
  bool shared_;
  shard_gate_rules rules_;
  std::unordered_map<int, std::int64_t> epochs_; ///< by shard
  std::size_t ending_ = 0; ///< shows that have not ended yet and may still append
};

} // namespace boxoffice::actors
