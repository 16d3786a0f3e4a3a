// The checks after a day of sales.
#pragma once

#include "bench/soak/day.hpp"

#include <string>
#include <vector>

namespace boxoffice::soak {

struct finding {
  bool good = false;
  std::string subject;
  std::string text;                ///< with its figures and limits
  std::vector<std::string> more{}; ///< the first few violations
};

/// Every request got the right reply.
[[nodiscard]] finding judge_replies(const day& done);
/// The heap of the second half is as large as that of the first: at night, with no show in memory,
/// and by day.
[[nodiscard]] finding judge_memory_at_rest(const std::vector<row>& rows);
[[nodiscard]] finding judge_memory_at_work(const std::vector<row>& rows);
/// The log's size on disk is as predicted from the first quarter.
[[nodiscard]] finding judge_disk(const std::vector<row>& rows);
/// `boxoffice verify` finds no fault, and every appended event is in the log.
[[nodiscard]] finding judge_log(const std::string& subject, storage::event_log& log,
                                std::uint64_t events_appended);
/// Every acknowledged booking and payment is in the log, and every customer who was not erased.
[[nodiscard]] finding judge_bookings(const day& done, storage::event_log& log);

} // namespace boxoffice::soak
