// What is left of a log that lost data, and the text that reports it.
#pragma once

#include "storage/stream_head.hpp"
#include "storage/witness/witness.hpp"

#include <map>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// A loss of data that was durable, as texts for the operator.
struct log_loss {
  std::string missing;  ///< "37 of 1204 events: show a from seq 30"
  std::string expected; ///< by the witness, or by the log's own counters
  std::string found;
};

/// "missing …; expected …; found …".
[[nodiscard]] std::string to_text(const log_loss& what);
/// The error of a start on such a log: what is missing and what the operator can do.
[[nodiscard]] storage_error loss_error(const std::string& directory, const log_loss& what);

/// Collects the records of all streams, each up to its first gap. Records after a gap cannot be
/// used: the state that they apply to is unknown.
struct log_survey {
  struct gap {
    std::uint64_t first{};  ///< seq of the first missing record
    std::uint64_t behind{}; ///< seq of the first record after it
  };

  event_totals totals;                      ///< of the records before the gaps
  std::uint64_t cut_off = 0;                ///< records after gaps
  std::map<std::string, stream_head> heads; ///< the last record of each stream before its gap
  std::map<std::string, gap> gaps;

  void take(std::string_view stream, std::uint64_t seq, byte_view record);
  [[nodiscard]] std::uint64_t present() const { return totals.events + cut_off; }
};

/// Text with the number of missing events of `expected`, and the shows they belong to as far as the
/// survey and the streams of the witness tell.
[[nodiscard]] std::string missing_events(const log_survey& found, std::uint64_t expected,
                                         const std::vector<stream_head>& known);

} // namespace boxoffice::storage
