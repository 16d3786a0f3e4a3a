// How far the writes to one table of the log came, kept as a row of that table itself, so that it
// stands or falls with the rows that it speaks of. Every write leaves a counter with the number
// that follows the last one; joined in order they say whether one between them is missing. Without
// that the loss of one of several write-ahead logs would go unseen where a later one is whole.
//
//   counter    = numbers [ totals ]
//   numbers = last                    of a single write
//           | first, last, gap       of several
//   totals  = events, sum             in the table of events only
//
// Numbers are 8 bytes big-endian, the sum 32. The form is for ever.
#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// The events of all streams of a log.
///
/// `sum` is the sum of their records' hashes, as numbers modulo 2^256. Each of these hashes is a
/// SHA-256 over stream, seq, content and the hash before, so the sum stands for the heads of all
/// streams and what led to them; a record adds to it without knowledge of any other and without
/// another SHA-256. It finds loss and damage. Against a forger, who could look for records with a
/// given sum, stand the anchors (anchor.hpp).
struct event_totals {
  std::uint64_t events = 0;
  events::bytes32 sum{};

  void add(const events::bytes32& hash);
  void add(const event_totals& others);
  bool operator==(const event_totals&) const = default;
};

struct write_counter {
  std::uint64_t first = 0; ///< of the writes in a row that are joined here, from 1; 0: none
  std::uint64_t last = 0;
  std::uint64_t gap = 0; ///< the first write between them that is missing; 0: none is
  std::optional<event_totals> totals{}; ///< after the last write

  /// Whether all writes from the first ever to the last are there.
  [[nodiscard]] bool whole() const { return first <= 1 && gap == 0; }
  bool operator==(const write_counter&) const = default;
};

[[nodiscard]] std::string encode(const write_counter& counter);
/// Nothing where the bytes are no counter.
[[nodiscard]] std::optional<write_counter> decode_counter(std::string_view bytes);

/// Both in one. Writes that are in both count once.
[[nodiscard]] write_counter join(const write_counter& earlier, const write_counter& later);

} // namespace boxoffice::storage
