// `boxoffice verify`: reads the whole log once and judges it: keys and gaps, the hash chain, every
// event by events/audit/audit.hpp, where each stream ends, the rows and snapshots beside the
// streams, and whether all is there that the log once made durable (witness.hpp).
#pragma once

#include "storage/stream_head.hpp"
#include "storage/witness/write_counter.hpp"

#include <functional>
#include <span>
#include <vector>

namespace boxoffice::storage {

struct stream_fault {
  show_id stream;
  std::uint64_t seq{}; ///< the first event that cannot be right
  std::string what;
};

struct verify_options {
  unsigned threads = 1;
  /// Where streams ended once, by stream (storage/verify/anchor.hpp): they must still have those
  /// records.
  std::span<const stream_head> anchored{};
  /// Told now and then, by one thread at a time, how many events are done, and of how many.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

struct verify_report {
  std::uint64_t streams = 0;
  std::uint64_t events = 0;
  std::uint64_t snapshots = 0;          ///< that a start would use; each equals the replay
  std::uint64_t unusable_snapshots = 0; ///< damaged or of another version: a start passes over them
  std::vector<stream_fault> faults;     ///< the first of each bad stream, by stream
  std::vector<stream_head> heads;       ///< of all sound streams, by stream
  event_totals totals;                  ///< of all records as they are stored
  std::optional<std::string> missing;   ///< what the log had once, as one line (event_log.hpp)
  std::vector<std::string> accepted;    ///< losses that the operator went on without, a line each

  [[nodiscard]] bool whole() const { return faults.empty() && !missing; }
};

/// Memory: the state of one show a thread and the rows of a part of the shows. An error is a log
/// that cannot be read, such as a damaged block; its detail tells how far the reading came.
[[nodiscard]] result<verify_report> verify(event_log& log, const verify_options& options);

} // namespace boxoffice::storage
