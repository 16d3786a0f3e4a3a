#include "storage/shards.hpp"

#include "events/hash.hpp"

#include <numeric>

namespace boxoffice::storage {

int shard_of(const show_id& stream) {
  auto hash = events::sha256({events::bytes_of(stream.text)});
  static_assert(shards_in_all == 256); // So that the last of the 8 bytes is the shard.
  return hash[7];
}

std::vector<int> every_shard() {
  std::vector<int> all(shards_in_all);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

} // namespace boxoffice::storage
