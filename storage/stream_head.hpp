// The rows of table::heads.
#pragma once

#include "storage/event_log.hpp"

#include <optional>
#include <string>

namespace boxoffice::storage {

/// The last record of a stream. It shows if the end of the stream is missing.
struct stream_head {
  show_id stream;
  std::uint64_t seq{};
  events::bytes32 hash{};
};

/// The hash that a record begins with (events/codec/codec.hpp), padded with zeros if the record is
/// too short.
[[nodiscard]] events::bytes32 hash_in(byte_view record);

/// The value of a row of table::heads, and back. Nothing if the value is malformed.
[[nodiscard]] std::string head_row(std::uint64_t seq, const events::bytes32& hash);
[[nodiscard]] std::optional<stream_head> head_of(std::string_view key, std::string_view value);

} // namespace boxoffice::storage
