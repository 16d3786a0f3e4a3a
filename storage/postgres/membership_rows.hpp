// The membership of a cluster as the database stores it: nodes, leases, and owners of shards.
#pragma once

#include "storage/shards.hpp"

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// The row of a node. The node owns its shards until its lease ends. If it does not renew the lease
/// before, other nodes may expel it.
struct member {
  std::string name;
  std::string incarnation; ///< UUID of this run of the node
  std::string address;     ///< host:port for other nodes
  std::chrono::milliseconds lease{};
  std::uint64_t renewals{}; ///< grows with each renewal
  bool over{};              ///< whether the lease has ended, by the database's clock
  bool leaving{};           ///< hands its shards over and takes none
};

/// The owner of a shard. `holder` is its incarnation; empty if the shard is free.
struct shard_holding {
  std::int64_t epoch{};
  std::string holder;
};

/// The tables in one snapshot.
struct membership_rows {
  std::vector<member> members; ///< by name
  std::array<shard_holding, shards_in_all> shards;
};

struct claimed_shard {
  int shard{};
  std::int64_t epoch{};
};

/// The shows of some shards.
struct shows_of_shards {
  std::vector<show_id> known;
  std::vector<show_id> open_work; ///< those that a start recovers at once
};

} // namespace boxoffice::storage
