// What boxoffice keeps in a PostgreSQL database.
//
//   schema_version (version)                    one row
//   shard          (shard, epoch, node, holder) shards_in_all rows; epoch goes up with each owner.
//                                               holder is the incarnation of the node that has it
//                                               (node.incarnation), null where one process has all
//   node           (node, incarnation, address, lease_ms, renewals, lease_until, leaving)
//                                               the nodes of a cluster, each with the lease on its
//                                               shards; a row goes when its lease is over
//   cluster        (id)                         one row: what tells this database from others
//   event          (stream, seq, epoch, batch, record)
//                                               record as in events/codec/codec.hpp; batch names
//                                               the append, so that one whose end is unknown can be
//                                               looked up
//   side_row       (kind, key, value)           kind is a `table`; the customers' mails are in a
//                                               partition of their own, which can be rewritten
//                                               without the rest
//   append_batch(…)                             one append, all of it or nothing
//   join_cluster, expel, claim_shards, hand_over, leave_cluster
//                                               changes of who has what (membership.hpp), one at a
//                                               time
#pragma once

#include "storage/shards.hpp"

#include <cstdint>

#include <pqxx/pqxx>

namespace boxoffice::storage {

/// append_batch() raises it where a shard's epoch is not the caller's any more.
inline constexpr const char* deposed_state = "BX001";

/// Makes what is missing, one process at a time. `bad_format` where it was made by a newer
/// boxoffice. Throws what pqxx throws.
[[nodiscard]] status bring_up_schema(pqxx::connection& to);
/// The same without a change: `absent` where there is nothing.
[[nodiscard]] status check_schema(pqxx::connection& of);

} // namespace boxoffice::storage
