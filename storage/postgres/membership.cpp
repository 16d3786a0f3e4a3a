#include "storage/postgres/membership.hpp"

#include "storage/postgres/array.hpp"
#include "storage/postgres/snapshot.hpp"

namespace boxoffice::storage {

namespace {

std::string array_of(const std::vector<int>& numbers) {
  postgres_array out;
  for (auto each : numbers)
    out.add(each);
  return out.take();
}

std::vector<show_id> shows_in(pqxx::transaction_base& now, table in,
                              const std::vector<int>& shards) {
  // Byte 7 of the hash is the shard, see shard_of().
  auto rows = now.exec_params("SELECT key FROM side_row WHERE kind = $1 "
                              "AND get_byte(sha256(key), 7) = ANY ($2::int[]) ORDER BY key",
                              static_cast<int>(in), array_of(shards));
  std::vector<show_id> out;
  for (const auto& row : rows)
    out.push_back({std::string{text_in(pqxx::binarystring{row[0]})}});
  return out;
}

template <class T>
status status_of(const result<T>& outcome) {
  return outcome ? status{} : outcome.error();
}

std::vector<member> members_in(pqxx::transaction_base& now) {
  std::vector<member> out;
  for (const auto& row : now.exec("SELECT node, incarnation, address, lease_ms, renewals, "
                                  "is_over(lease_until, lease_ms), leaving "
                                  "FROM node ORDER BY node COLLATE \"C\""))
    out.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
                   std::chrono::milliseconds{row[3].as<int>()}, row[4].as<std::uint64_t>(),
                   row[5].as<bool>(), row[6].as<bool>()});
  return out;
}

} // namespace

template <class Ask>
auto postgres_membership::call(const char* what, Ask ask)
    -> result<decltype(ask(std::declval<pqxx::connection&>()))> {
  try {
    if (!connection_)
      connection_ = connect_to(options_);
    return confirmed(*connection_, ask);
  } catch (const pqxx::failure& refused) {
    connection_.reset();
    return postgres_error(what, refused);
  }
}

result<std::string> postgres_membership::cluster_id() {
  return call("cannot read the cluster id from", [](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec1("SELECT id FROM cluster")[0].as<std::string>();
  });
}

result<std::string> postgres_membership::put_if_absent(table in, const std::string& key,
                                                       const std::string& value) {
  return call("cannot insert a row into", [&](pqxx::connection& on) {
    pqxx::work inserting{on};
    inserting.exec_params("INSERT INTO side_row VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                          static_cast<int>(in), as_bytea(key), as_bytea(value));
    auto kept = inserting.exec_params1("SELECT value FROM side_row WHERE kind = $1 AND key = $2",
                                       static_cast<int>(in), as_bytea(key));
    inserting.commit();
    return std::string{text_in(pqxx::binarystring{kept[0]})};
  });
}

result<bool> postgres_membership::join(const std::string& name, const std::string& incarnation,
                                       const std::string& address,
                                       std::chrono::milliseconds lease) {
  return call("cannot join the nodes of", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}
        .exec_params1("SELECT join_cluster($1, $2, $3, $4)", name, incarnation, address,
                      static_cast<int>(lease.count()))[0]
        .as<bool>();
  });
}

result<bool> postgres_membership::renew(const std::string& incarnation) {
  return call("cannot renew the lease in", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}
               .exec_params("UPDATE node SET renewals = renewals + 1, lease_until = "
                            "clock_timestamp() + lease_ms * interval '1 ms' WHERE incarnation = $1",
                            incarnation)
               .affected_rows() == 1;
  });
}

result<membership_rows> postgres_membership::look() {
  return call("cannot read the nodes from", [](pqxx::connection& on) {
    postgres_snapshot now{on};
    membership_rows out;
    out.members = members_in(now);
    for (const auto& row : now.exec("SELECT shard, epoch, coalesce(holder::text, '') FROM shard"))
      out.shards.at(row[0].as<std::size_t>()) = {row[1].as<std::int64_t>(),
                                                 row[2].as<std::string>()};
    return out;
  });
}

status postgres_membership::expel(const std::string& incarnation, std::uint64_t renewals) {
  return status_of(call("cannot expel a node from", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec_params("SELECT expel($1, $2)", incarnation, renewals);
  }));
}

result<std::vector<claimed_shard>> postgres_membership::claim(const std::string& incarnation,
                                                              const std::vector<int>& wanted) {
  return call("cannot claim shards in", [&](pqxx::connection& on) {
    std::vector<claimed_shard> out;
    for (const auto& row : pqxx::nontransaction{on}.exec_params(
             "SELECT number, its_epoch FROM claim_shards($1, $2)", incarnation, array_of(wanted)))
      out.push_back({row[0].as<int>(), row[1].as<std::int64_t>()});
    return out;
  });
}

status postgres_membership::hand_over(const std::string& owner,
                                      const std::vector<claimed_shard>& shards,
                                      const std::string& new_owner) {
  postgres_array number, epoch;
  for (const auto& each : shards) {
    number.add(each.shard);
    epoch.add(each.epoch);
  }
  return status_of(call("cannot hand over shards in", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec_params("SELECT hand_over($1, $2, $3, $4)", owner,
                                                number.take(), epoch.take(), new_owner);
  }));
}

status postgres_membership::announce_leave(const std::string& incarnation) {
  return status_of(call("cannot announce the leave in", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec_params(
        "UPDATE node SET leaving = true WHERE incarnation = $1", incarnation);
  }));
}

status postgres_membership::leave(const std::string& incarnation) {
  return status_of(call("cannot leave the nodes of", [&](pqxx::connection& on) {
    return pqxx::nontransaction{on}.exec_params("SELECT leave_cluster($1)", incarnation);
  }));
}

result<shows_of_shards> postgres_membership::shows_of(const std::vector<int>& shards) {
  return call("cannot list the shows of shards in", [&](pqxx::connection& on) {
    postgres_snapshot now{on};
    return shows_of_shards{shows_in(now, table::shows, shards),
                           shows_in(now, table::open_work, shards)};
  });
}

} // namespace boxoffice::storage
