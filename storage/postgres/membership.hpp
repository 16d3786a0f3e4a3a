// The calls of a node on the membership tables of a PostgreSQL database: join, renew, claim, hand
// over, leave. actors/cluster/membership/membership.hpp decides which to make.
#pragma once

#include "storage/postgres/connect.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// One thread at a time. Each call connects if there is no connection. After an error it is unknown
/// whether the change was made. Errors: `unreachable`, `io`.
class postgres_membership {
public:
  explicit postgres_membership(postgres_options options) : options_{std::move(options)} {}

  /// The identity of the cluster, the same for all nodes of this database.
  [[nodiscard]] result<std::string> cluster_id();
  /// Inserts a row unless it exists, and returns the stored value. All nodes get the same value,
  /// such as a key.
  [[nodiscard]] result<std::string> put_if_absent(table in, const std::string& key,
                                                  const std::string& value);

  /// False while another incarnation of that name has a lease.
  [[nodiscard]] result<bool> join(const std::string& name, const std::string& incarnation,
                                  const std::string& address, std::chrono::milliseconds lease);
  /// Extends the lease. False if the node was expelled.
  [[nodiscard]] result<bool> renew(const std::string& incarnation);
  /// Reads all rows in one snapshot.
  [[nodiscard]] result<membership_rows> look();
  /// Removes a node if its lease has ended and it still has this number of renewals.
  status expel(const std::string& incarnation, std::uint64_t renewals);
  /// Takes the wanted shards that no member holds; returns those taken.
  [[nodiscard]] result<std::vector<claimed_shard>> claim(const std::string& incarnation,
                                                         const std::vector<int>& wanted);
  /// Gives shards to `new_owner`, or to nobody if `new_owner` is not a member any more. A shard
  /// whose epoch has changed is left as it is: an abandoned call can still arrive after the shard
  /// has come back.
  status hand_over(const std::string& owner, const std::vector<claimed_shard>& shards,
                   const std::string& new_owner);
  /// Marks the node as leaving: it takes no more shards.
  status announce_leave(const std::string& incarnation);
  status leave(const std::string& incarnation);

  [[nodiscard]] result<shows_of_shards> shows_of(const std::vector<int>& shards);

private:
  template <class Ask>
  auto call(const char* what, Ask ask) -> result<decltype(ask(std::declval<pqxx::connection&>()))>;

  postgres_options options_;
  postgres_connection connection_;
};

} // namespace boxoffice::storage
