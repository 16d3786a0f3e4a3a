// An append as arguments of the database's append_batch() (schema.hpp).
#pragma once

#include "storage/shards.hpp"

#include <array>
#include <string>

namespace boxoffice::storage {

/// A random UUID that identifies one append.
[[nodiscard]] std::string new_batch_id();

/// The arguments of append_batch() after the id, as array literals. If a row is changed twice, the
/// last change counts.
struct batch_arrays {
  std::string shards, epochs, streams, seqs, stream_epochs, records, kinds, keys, values;

  /// `own_epochs`: by shard, for appends without an epoch.
  batch_arrays(const write_batch& batch, const std::array<std::int64_t, shards_in_all>& own_epochs);
};

} // namespace boxoffice::storage
