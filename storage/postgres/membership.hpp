// Joining, renewing, claiming and leaving, in a PostgreSQL database. What a node makes of the rows
// is decided elsewhere (actors/cluster/shard_assignment.hpp).
#pragma once

#include "storage/postgres/connect.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// One thread at a time. Each call connects where there is no connection; after an error nothing is
/// known of what became of the change. Errors: `unreachable`, `io`.
class postgres_membership {
public:
  explicit postgres_membership(postgres_options options) : options_{std::move(options)} {}

  /// What tells this database from any other's, the same for all nodes.
  [[nodiscard]] result<std::string> cluster_id();
  /// Makes a row of the table unless there is one; gives what it holds then. For what all nodes
  /// must agree on, such as a key.
  [[nodiscard]] result<std::string> settle(table in, const std::string& key,
                                           const std::string& value);

  /// False while the lease of another incarnation of that name is not over.
  [[nodiscard]] result<bool> join(const std::string& name, const std::string& incarnation,
                                  const std::string& address, std::chrono::milliseconds lease);
  /// The lease begins anew. False where the node was expelled.
  [[nodiscard]] result<bool> renew(const std::string& incarnation);
  [[nodiscard]] result<membership_rows> look();
  /// Takes a node's row away, if its lease is over and it was not renewed since it had so many
  /// renewals.
  status expel(const std::string& incarnation, std::uint64_t renewals);
  /// Those of the wanted shards that no member held and that are this node's now.
  [[nodiscard]] result<std::vector<claimed_shard>> claim(const std::string& incarnation,
                                                         const std::vector<int>& wanted);
  /// They are the heir's from now on, or nobody's where it is no member; but for those that were
  /// another's in between, for a call that was given up may arrive when they came back.
  status hand_over(const std::string& giver, const std::vector<claimed_shard>& shards,
                   const std::string& new_owner);
  /// Says that it takes no more shards.
  status announce_leave(const std::string& incarnation);
  status leave(const std::string& incarnation);

  [[nodiscard]] result<shows_of_shards> shows_of(const std::vector<int>& shards);

private:
  template <class Ask>
  auto call(const char* doing, Ask ask) -> result<decltype(ask(std::declval<pqxx::connection&>()))>;

  postgres_options options_;
  postgres_connection connection_;
};

} // namespace boxoffice::storage
