// The ends of streams: rows of table::heads, and lines of witness and anchor.
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

/// A line of a text file, without the line break: "stream " id SP seq SP hash in hex. And back;
/// nothing if the line is malformed.
[[nodiscard]] std::string head_line(const stream_head& head);
[[nodiscard]] std::optional<stream_head> read_head_line(const std::string& line);

} // namespace boxoffice::storage
