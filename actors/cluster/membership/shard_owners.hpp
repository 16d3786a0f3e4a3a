// Which node of a shared cluster serves which shows, by one look at the database.
#pragma once

#include "storage/postgres/membership_rows.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// The members by their places, and for each shard the place of its owner; none if no member has
/// it.
struct shard_owners {
  std::vector<std::string> names;
  std::vector<std::string> incarnations;
  std::size_t self{}; ///< this node's place
  std::array<std::optional<std::size_t>, storage::shards_in_all> owners;

  [[nodiscard]] std::optional<std::size_t> owner_of_shard(int shard) const {
    return owners.at(static_cast<std::size_t>(shard));
  }
  [[nodiscard]] std::optional<std::size_t> owner_of(const events::show_id& show) const {
    return owner_of_shard(storage::shard_of(show));
  }
  friend bool operator==(const shard_owners&, const shard_owners&) = default;
};

/// `self` is the name of this node.
[[nodiscard]] shard_owners owners_in(const storage::membership_rows& seen, const std::string& self);

} // namespace boxoffice::actors
