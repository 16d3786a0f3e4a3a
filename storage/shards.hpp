// Parts of a log that nodes can share: each stream belongs to one of a fixed number of shards.
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

inline constexpr int shards_in_all = 256;

/// The first 8 bytes of SHA-256(stream id), most significant first, modulo shards_in_all. For ever,
/// for epochs rest on it.
[[nodiscard]] int shard_of(const show_id& stream);

} // namespace boxoffice::storage
