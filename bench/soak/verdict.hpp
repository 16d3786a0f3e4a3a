// What is asked of a day of sales when it is over.
#pragma once

#include "bench/soak/day.hpp"

#include <string>
#include <vector>

namespace boxoffice::soak {

struct finding {
  bool good = false;
  std::string subject;
  std::string text;                ///< with its figures and limits
  std::vector<std::string> more{}; ///< the first few of what is wrong
};

/// Every question was answered, and as it had to be.
[[nodiscard]] finding judge_answers(const day& done);
/// The heap of the second half is that of the first: by night, with no show in memory, and by day.
[[nodiscard]] finding judge_memory_at_rest(const std::vector<row>& rows);
[[nodiscard]] finding judge_memory_at_work(const std::vector<row>& rows);
/// The log takes as much of the disk as its first quarter lets expect.
[[nodiscard]] finding judge_disk(const std::vector<row>& rows);
/// `boxoffice verify` finds the log whole and all events in it that were appended.
[[nodiscard]] finding judge_log(const std::string& subject, storage::event_log& log,
                                std::uint64_t events_appended);
/// Every acknowledged booking and payment is in the log, and those customers who were not erased.
[[nodiscard]] finding judge_promises(const day& done, storage::event_log& log);

} // namespace boxoffice::soak
