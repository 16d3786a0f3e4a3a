// The witness: a file beside the log that says how far the log had come a moment ago. A write-ahead
// log that was cut, emptied, removed or replaced by an older copy looks like one that simply ends
// there; the witness knows that it went on.
//
//   witness  = "boxoffice-witness 1" LF "log " id in hex LF "at " time LF
//              "sequence " RocksDB's number of the last write LF
//              "events " how many LF "sum " of their hashes in hex (write_counter.hpp) LF
//              { "writes " table SP how many (write_counter.hpp) LF }
//              { "stream " id SP seq SP hash in hex LF }
//              "sha256 " of all bytes before, in hex LF
#pragma once

#include "storage/stream_head.hpp"
#include "storage/witness/write_counter.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// The name of the file in the directory of the log.
inline constexpr std::string_view witness_file = "witness";

struct witness {
  events::bytes16 log{}; ///< which log this is of; made at random with the log's first witness
  events::time_ms at{};
  std::uint64_t sequence{};
  event_totals totals;
  std::map<std::string, std::uint64_t> writes; ///< number of the last one, by table
  /// Where the streams ended that were written to last. Not all, for the file is written once a
  /// second: they are there to name what is missing, while count and sum speak of all streams.
  std::vector<stream_head> streams;
};

[[nodiscard]] std::string to_text(const witness& what);
/// `corrupt` where the text is not what to_text() made.
[[nodiscard]] result<witness> parse_witness(const std::string& text);

/// Nothing where the directory has none; `corrupt` where it cannot be understood.
[[nodiscard]] result<std::optional<witness>> read_witness(const std::filesystem::path& directory);
/// Replaces it atomically, for its owner alone; returns once the new one is on the device.
[[nodiscard]] status write_witness(const std::filesystem::path& directory, const witness& what);

} // namespace boxoffice::storage
