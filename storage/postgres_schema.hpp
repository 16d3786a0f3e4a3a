// What boxoffice keeps in a PostgreSQL database.
//
//   schema_version (version)                    one row
//   shard          (shard, epoch, node)         shards_in_all rows; epoch goes up with each owner
//   event          (stream, seq, epoch, batch, record)
//                                               record as in events/codec.hpp; batch names the
//                                               append, so that one whose end is unknown can be
//                                               looked up
//   side_row       (kind, key, value)           kind is a `table`; the customers' mails are in a
//                                               partition of their own, which can be rewritten
//                                               without the rest
//   append_batch(…)                             one append, all of it or nothing
#pragma once

#include "storage/event_log.hpp"

#include <cstdint>

#include <pqxx/pqxx>

namespace boxoffice::storage {

inline constexpr int shards_in_all = 256;

/// The shard of a stream: the first 8 bytes of SHA-256(stream id), most significant first, modulo
/// shards_in_all. For ever, for epochs rest on it.
[[nodiscard]] int shard_of(const show_id& stream);

/// append_batch() raises it where a shard's epoch is not the caller's any more.
inline constexpr const char* deposed_state = "BX001";

/// Makes what is missing, one process at a time. `bad_format` where it was made by a newer
/// boxoffice. Throws what pqxx throws.
[[nodiscard]] status bring_up_schema(pqxx::connection& to);
/// The same without a change: `absent` where there is nothing.
[[nodiscard]] status check_schema(pqxx::connection& of);

} // namespace boxoffice::storage
