// Shards of a log that several nodes share: each stream belongs to one of a fixed number.
#pragma once

#include "storage/event_log.hpp"

#include <vector>

namespace boxoffice::storage {

inline constexpr int shards_in_all = 256;

/// The first 8 bytes of SHA-256(stream id), most significant first, modulo shards_in_all. Never
/// changes: a stream's epochs are those of its shard.
[[nodiscard]] int shard_of(const show_id& stream);

/// 0 to shards_in_all - 1.
[[nodiscard]] std::vector<int> every_shard();

} // namespace boxoffice::storage
