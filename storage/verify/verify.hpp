// `boxoffice verify`: reads the whole log once. Checks keys and gaps, the hash chain, every event
// (events/audit/audit.hpp), the end of each stream, side rows and snapshots, and whether everything
// is there that the log once made durable (witness.hpp).
#pragma once

#include "storage/stream_head.hpp"
#include "storage/witness/write_counter.hpp"

#include <functional>
#include <span>
#include <vector>

namespace boxoffice::storage {

/// Why a stream cannot be right.
struct stream_fault {
  show_id stream;
  std::uint64_t seq{}; ///< the first event that cannot be right
  std::string what;
};

struct verify_options {
  unsigned threads = 1;
  /// The heads of an anchor (anchor.hpp), by stream: the log must still have these records.
  std::span<const stream_head> anchored{};
  /// Called now and then, by one thread at a time.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

struct verify_report {
  std::uint64_t streams = 0;
  std::uint64_t events = 0;
  std::uint64_t snapshots = 0;          ///< usable ones; each equals the replay
  std::uint64_t unusable_snapshots = 0; ///< damaged or of another version; a start ignores them
  std::vector<stream_fault> faults;     ///< the first of each stream, by stream
  std::vector<stream_head> heads;       ///< of all streams without a fault, by stream
  event_totals totals;                  ///< of all stored records
  std::optional<std::string> missing;   ///< see log_completeness
  std::vector<std::string> accepted;    ///< losses that the operator accepted, a line each

  [[nodiscard]] bool whole() const { return faults.empty() && !missing; }
};

/// Memory: one show's state for each thread, and the side rows of a part of the shows. Returns an
/// error if the log cannot be read, such as a damaged block; its detail says where reading stopped.
[[nodiscard]] result<verify_report> verify(event_log& log, const verify_options& options);

} // namespace boxoffice::storage
