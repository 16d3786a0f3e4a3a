// The witness: a file beside the log with the position of the log a moment ago. A write-ahead log
// that was cut, emptied, removed or replaced by an older copy looks like a log that ends there; the
// witness shows that it did not.
//
//   witness  = "boxoffice-witness 1" LF "log " id in hex LF "at " time LF
//              "sequence " RocksDB's sequence number of the last write LF
//              "events " count LF "sum " of their hashes in hex (write_counter.hpp) LF
//              { "writes " table SP number of the last write (write_counter.hpp) LF }
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
  events::bytes16 log{}; ///< the log that it belongs to; random, from its first witness
  events::time_ms at{};
  std::uint64_t sequence{};
  event_totals totals;
  std::map<std::string, std::uint64_t> writes; ///< number of the last one, by table
  /// The heads of the streams that were written to last. They serve to name what is missing; count
  /// and sum cover all streams. Not all heads, because the file is written twice a second.
  std::vector<stream_head> streams;
};

[[nodiscard]] std::string to_text(const witness& what);
/// `corrupt` if to_text() did not make the text.
[[nodiscard]] result<witness> parse_witness(const std::string& text);

/// Nothing if the directory has no witness; `corrupt` if it cannot be read.
[[nodiscard]] result<std::optional<witness>> read_witness(const std::filesystem::path& directory);
/// Replaces the file atomically; only its owner may read it. Returns once it is on the device.
[[nodiscard]] status write_witness(const std::filesystem::path& directory, const witness& what);

} // namespace boxoffice::storage
