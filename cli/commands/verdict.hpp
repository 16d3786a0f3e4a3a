// Verifying a log and saying what came of it; verify, backup and restore have it in common.
#pragma once

#include "storage/verify/verify.hpp"

#include <chrono>
#include <string>

namespace boxoffice::cli {

/// A log that was read to its end, with the time it took.
struct verdict {
  storage::verify_report report;
  std::chrono::milliseconds took{};
  [[nodiscard]] bool whole() const { return report.whole(); }
};

/// storage::verify() with a progress line that begins with `doing`.
[[nodiscard]] storage::result<verdict>
judge(storage::event_log& log, storage::verify_options options, const std::string& doing);

/// A line for each loss that the operator went on without; empty where there is none.
[[nodiscard]] std::string accepted_text(const storage::verify_report& report);

/// `12 streams, 34,567 events`.
[[nodiscard]] std::string size_text(const storage::verify_report& report);

/// A line for what the log has lost, and one for each bad stream, `show ID, seq N: what`, of at
/// most 20, then how many more.
[[nodiscard]] std::string faults_text(const storage::verify_report& report);

} // namespace boxoffice::cli
