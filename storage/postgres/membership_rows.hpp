// The nodes that share a log, and who has which of its shards: as the database has it.
#pragma once

#include "storage/shards.hpp"

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// A node's row. The node must have renewed its lease before it is over, or others may expel it;
/// until then it has its shards.
struct member {
  std::string name;
  std::string incarnation; ///< of this life of the node, a UUID; names it among all others
  std::string address;     ///< host:port, where other nodes reach it
  std::chrono::milliseconds lease{};
  std::uint64_t renewals{}; ///< grows with each renewal
  bool over{};              ///< by the database's clock
  bool leaving{};           ///< gives its shards away and takes none
};

/// Who has a shard: `holder` is an incarnation, empty where nobody has it.
struct shard_holding {
  std::int64_t epoch{};
  std::string holder;
};

/// One state of the database.
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
  std::vector<show_id> open_work; ///< those of them that a start brings back at once
};

} // namespace boxoffice::storage
