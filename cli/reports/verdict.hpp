// Verifies a log and describes the result, for verify, backup and restore.
#pragma once

#include "storage/verify/verify.hpp"

#include <chrono>
#include <string>

namespace boxoffice::cli {

/// The report on a log, and the time it took.
struct verdict {
  storage::verify_report report;
  std::chrono::milliseconds took{};
  [[nodiscard]] bool whole() const { return report.whole(); }
};

/// storage::verify() with a progress line that begins with `doing`.
[[nodiscard]] storage::result<verdict>
judge(storage::event_log& log, storage::verify_options options, const std::string& doing);

/// A line for each loss that an operator accepted; empty if there is none.
[[nodiscard]] std::string accepted_text(const storage::verify_report& report);

/// `12 streams, 34,567 events`.
[[nodiscard]] std::string size_text(const storage::verify_report& report);

/// A line for lost events, one for each damaged stream, `show ID, seq N: what`, for at most 20 of
/// them, and the number of further ones.
[[nodiscard]] std::string faults_text(const storage::verify_report& report);

} // namespace boxoffice::cli
