// Keys of the family "events", so that a scan is a stream in order:
//
//   key   = stream id, 0x00, seq           value = record
//         | stream id, 0x00, seq, count    value = run (record_run.hpp) of `count` records
//   seq   = that of the (first) record, 8 bytes big-endian
//   count = 4 bytes big-endian, 2 or more
//
// 0x00 is in no id, so no stream's keys stand among those of another. The form is for ever.
#pragma once

#include "events/ids.hpp"

#include <rocksdb/slice.h>

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// Whether a stream can have this name; an id with a 0x00 in it could pose as another stream's.
[[nodiscard]] bool is_stream(const events::show_id& stream);

/// What all keys of a stream begin with, and no other stream's.
[[nodiscard]] std::string stream_prefix(const events::show_id& stream);

/// The least key that is greater than all keys with this prefix.
[[nodiscard]] std::string end_of_stream(std::string prefix);

[[nodiscard]] std::string event_key(std::string prefix, std::uint64_t seq);

/// The key of a row that holds `count` records; that of one record is its event_key.
[[nodiscard]] std::string run_key(std::string prefix, std::uint64_t seq, std::uint32_t count);

/// Which records of its stream a row holds.
struct row_place {
  std::uint64_t seq{};
  std::uint32_t count{};

  [[nodiscard]] std::uint64_t last() const { return seq + count - 1; }
};

/// Nothing where the key is no key of the stream with this prefix.
[[nodiscard]] std::optional<row_place> place_of(const rocksdb::Slice& key,
                                                const std::string& prefix);

/// The stream of a key of any stream, up to and including its 0x00; nothing where the key is no
/// event's.
[[nodiscard]] std::optional<std::string_view> prefix_of(const rocksdb::Slice& key);

} // namespace boxoffice::storage
