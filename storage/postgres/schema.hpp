// The schema of the log in a PostgreSQL database.
//
//   schema_version (version)                    one row
//   shard          (shard, epoch, node, holder) shards_in_all rows; each owner raises the epoch.
//                                               holder is the incarnation of the node that owns it
//                                               (node.incarnation), null if one process owns all
//   node           (node, incarnation, address, lease_ms, renewals, lease_until, leaving)
//                                               the nodes of a cluster, each with the lease on its
//                                               shards; removed after the lease has ended
//   cluster        (id)                         one row: the identity of the cluster
//   event          (stream, seq, epoch, batch, record)
//                                               record as in events/codec/codec.hpp; batch is the
//                                               id of the append: after a lost connection the
//                                               writer looks it up
//   side_row       (kind, key, value)           kind is a `table`; customers have a partition of
//                                               their own, which purge() rewrites
//   operator_tokens (document)                  one row: the operator's named tokens, all at once
//   append_batch(…)                             one append, completely or not at all
//   join_cluster, expel, claim_shards, hand_over, leave_cluster
//                                               changes of membership (membership.hpp), one at a
//                                               time
#pragma once

#include "storage/shards.hpp"

#include <cstdint>

#include <pqxx/pqxx>

namespace boxoffice::storage {

/// The SQLSTATE that append_batch() raises if a shard's epoch has changed.
inline constexpr const char* deposed_state = "BX001";

/// Creates or upgrades the schema; a lock admits one process at a time. `bad_format` if a newer
/// boxoffice made it. Throws what pqxx throws.
[[nodiscard]] status upgrade_schema(pqxx::connection& to);
/// Only checks the version: `absent` if there is no schema.
[[nodiscard]] status check_schema(pqxx::connection& of);

} // namespace boxoffice::storage
