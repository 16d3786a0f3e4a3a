// What is left of a log that lost something, and how that is put into words.
#pragma once

#include "storage/stream_head.hpp"
#include "storage/witness/witness.hpp"

#include <map>
#include <string>
#include <vector>

namespace boxoffice::storage {

/// Something that was durable once and is not there any more.
struct log_loss {
  std::string missing;  ///< "37 of 1204 events: show a from seq 30"
  std::string expected; ///< what the witness, or the log's own marks, say there was
  std::string found;
};

/// "missing …; expected …; found …".
[[nodiscard]] std::string to_text(const log_loss& what);
/// The error of a start on such a log: what is missing, and what the operator can do.
[[nodiscard]] storage_error loss_error(const std::string& directory, const log_loss& what);

/// Reads all streams of a log, each up to its first gap: what stands behind one cannot be used,
/// for nobody can tell any more what came before it.
struct log_survey {
  struct gap {
    std::uint64_t first{};  ///< the seq of the first missing record
    std::uint64_t behind{}; ///< that of the first record after it
  };

  event_totals totals;                      ///< up to the gaps
  std::uint64_t cut_off = 0;                ///< records behind gaps
  std::map<std::string, stream_head> heads; ///< where each stream ends; none of an empty one
  std::map<std::string, gap> gaps;

  void take(std::string_view stream, std::uint64_t seq, byte_view record);
  [[nodiscard]] std::uint64_t present() const { return totals.events + cut_off; }
};

/// Names the missing events: how many of `expected`, and of which shows as far as the survey and
/// the streams of the witness tell.
[[nodiscard]] std::string missing_events(const log_survey& found, std::uint64_t expected,
                                         const std::vector<stream_head>& known);

} // namespace boxoffice::storage
