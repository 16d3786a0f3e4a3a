// Keys of the family "events", so that a scan is a stream in order:
//
//   key = stream id, 0x00, seq as 8 bytes big-endian
//
// 0x00 is in no id, so no stream's keys stand among those of another. The form is for ever.
#pragma once

#include "events/ids.hpp"

#include <rocksdb/slice.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace boxoffice::storage {

/// Whether a stream can have this name; an id with a 0x00 in it could pose as another stream's.
[[nodiscard]] bool is_stream(const events::show_id& stream);

/// What all keys of a stream begin with, and no other stream's.
[[nodiscard]] std::string stream_prefix(const events::show_id& stream);

/// The least key that is greater than all keys with this prefix.
[[nodiscard]] std::string end_of_stream(std::string prefix);

[[nodiscard]] std::string event_key(std::string prefix, std::uint64_t seq);

/// Makes an event_key that of another record of its stream.
void set_seq(std::string& key, std::uint64_t seq);

/// Nothing where the key is no key of the stream with this prefix.
[[nodiscard]] std::optional<std::uint64_t> seq_of(const rocksdb::Slice& key,
                                                  const std::string& prefix);

/// The stream and seq of a key of any stream; nothing where the key is no event's.
[[nodiscard]] std::optional<std::pair<std::string_view, std::uint64_t>>
split_event_key(const rocksdb::Slice& key);

} // namespace boxoffice::storage
