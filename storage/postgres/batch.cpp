#include "storage/postgres/batch.hpp"

#include "storage/postgres/array.hpp"
#include "storage/stream_head.hpp"

#include <cassert>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include <openssl/rand.h>

namespace boxoffice::storage {

std::string new_batch_id() {
  std::array<std::uint8_t, 16> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    std::abort();
  return events::to_hex(random); // PostgreSQL accepts a UUID without hyphens.
}

batch_arrays::batch_arrays(const write_batch& batch,
                           const std::array<std::int64_t, shards_in_all>& own_epochs) {
  std::set<std::pair<int, std::int64_t>> touched;
  std::map<std::pair<table, std::string>, std::optional<std::string>> rows;
  postgres_array stream, seq, epoch, record;
  for (const auto& part : batch.appends) {
    auto shard = shard_of(part.stream);
    auto its_epoch = part.epoch != 0 ? part.epoch : own_epochs.at(static_cast<std::size_t>(shard));
    touched.emplace(shard, its_epoch);
    auto number = part.first_seq;
    for (const auto& each : part.records) {
      stream.add_text(part.stream.text);
      seq.add(static_cast<std::int64_t>(number++));
      epoch.add(its_epoch);
      record.add_bytes(each);
    }
    if (!part.records.empty())
      rows[{table::heads, part.stream.text}] =
          head_row(number - 1, hash_in(events::bytes_of(part.records.back())));
  }
  for (const auto& row : batch.rows) {
    assert(row.in != table::heads);
    rows[{row.in, row.key}] = row.value;
  }
  postgres_array kind, key, value;
  for (const auto& [place, content] : rows) {
    kind.add(static_cast<std::int64_t>(place.first));
    key.add_bytes(place.second);
    content ? value.add_bytes(*content) : value.add_null();
  }
  postgres_array shard, shard_epoch;
  for (const auto& [number, its_epoch] : touched) {
    shard.add(number);
    shard_epoch.add(its_epoch);
  }
  shards = shard.take(), epochs = shard_epoch.take(), streams = stream.take(), seqs = seq.take();
  stream_epochs = epoch.take(), records = record.take(), kinds = kind.take(), keys = key.take();
  values = value.take();
}

} // namespace boxoffice::storage
