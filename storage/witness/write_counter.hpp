// The write counter of one table of the log, kept as a row of that table, so that it is lost only
// together with the table's rows. Each write adds a counter with the next number. Merged in order,
// the counters show whether a write between the first and the last is missing: without them the
// loss of one of several write-ahead logs would be undetected if a later one is complete.
//
//   counter = numbers [ totals ]
//   numbers = last                    of a single write
//           | first, last, gap        of several
//   totals  = events, sum             in the table of events only
//
// Numbers are 8 bytes big-endian, the sum 32. This format never changes.
#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// The events of all streams of a log.
///
/// `sum` is the sum of the records' hashes as numbers modulo 2^256. Each hash is a SHA-256 over
/// stream, seq, content and the previous hash, so the sum covers all streams. Adding a record needs
/// no other record and no further SHA-256. The sum detects loss and damage, but not a forger, who
/// can search for records with a given sum; anchors (anchor.hpp) detect forgery.
struct event_totals {
  std::uint64_t events = 0;
  events::bytes32 sum{};

  void add(const events::bytes32& hash);
  void add(const event_totals& others);
  bool operator==(const event_totals&) const = default;
};

struct write_counter {
  std::uint64_t first = 0; ///< number of the first merged write, from 1; 0: none
  std::uint64_t last = 0;
  std::uint64_t gap = 0;                ///< the first missing write between them; 0: none
  std::optional<event_totals> totals{}; ///< after the last write

  /// Whether no write up to the last is missing.
  [[nodiscard]] bool whole() const { return first <= 1 && gap == 0; }
  bool operator==(const write_counter&) const = default;
};

[[nodiscard]] std::string encode(const write_counter& counter);
/// Nothing if the bytes are malformed.
[[nodiscard]] std::optional<write_counter> decode_counter(std::string_view bytes);

/// Merges two counters. A write that is in both counts once.
[[nodiscard]] write_counter join(const write_counter& earlier, const write_counter& later);

} // namespace boxoffice::storage
