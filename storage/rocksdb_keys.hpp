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

} // namespace boxoffice::storage
