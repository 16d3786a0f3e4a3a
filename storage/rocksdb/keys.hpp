// Keys of the family "events", so that a scan is a stream in order:
//
//   key   = stream id, 0x00, seq           value = record
//         | stream id, 0x00, seq, count    value = run (record_run.hpp) of `count` records
//   seq   = of the first record, 8 bytes big-endian
//   count = 4 bytes big-endian, 2 or more
//
// No id contains 0x00, so the keys of two streams never mix. This format never changes.
#pragma once

#include "events/ids.hpp"

#include <rocksdb/slice.h>

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// Whether a stream can have this id. An id with a 0x00 could alias another stream's keys.
[[nodiscard]] bool is_stream(const events::show_id& stream);

/// The common prefix of all keys of a stream, and of no other stream's.
[[nodiscard]] std::string stream_prefix(const events::show_id& stream);

/// The smallest key that is greater than all keys with this prefix.
[[nodiscard]] std::string end_of_stream(std::string prefix);

[[nodiscard]] std::string event_key(std::string prefix, std::uint64_t seq);

/// The key of a row of `count` records. A row of one record has its event_key.
[[nodiscard]] std::string run_key(std::string prefix, std::uint64_t seq, std::uint32_t count);

/// The records that a row holds.
struct row_place {
  std::uint64_t seq{};
  std::uint32_t count{};

  [[nodiscard]] std::uint64_t last() const { return seq + count - 1; }
};

/// Nothing if the key does not belong to the stream with this prefix.
[[nodiscard]] std::optional<row_place> place_of(const rocksdb::Slice& key,
                                                const std::string& prefix);

/// The prefix of the key's stream; nothing if the key is malformed.
[[nodiscard]] std::optional<std::string_view> prefix_of(const rocksdb::Slice& key);

} // namespace boxoffice::storage
