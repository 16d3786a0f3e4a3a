// An append as append_batch() of the database takes it; see schema.hpp.
#pragma once

#include "storage/shards.hpp"

#include <array>
#include <string>

namespace boxoffice::storage {

/// A name for an append that no other has: a random UUID.
[[nodiscard]] std::string new_batch_id();

/// All that append_batch() takes but the batch's name, as text of arrays. Of a row that is changed
/// twice the last counts.
struct batch_arrays {
  std::string shards, epochs, streams, seqs, stream_epochs, records, kinds, keys, values;

  /// `own_epochs` by shard, for parts that name none.
  batch_arrays(const write_batch& batch, const std::array<std::int64_t, shards_in_all>& own_epochs);
};

} // namespace boxoffice::storage
