// Limits of one customer in one show. They are settings of the node that has the show and not part
// of the log: refusals are not logged, so the auditor does not need them.
#pragma once

#include <cstdint>

namespace boxoffice::events {

struct booking_limits {
  std::int64_t unpaid_seats = 0;   ///< most that are IN_REVIEW or CONFIRMED; 0: any number
  std::int64_t rebook_wait_ms = 0; ///< how long the same customer cannot claim a seat again after
                                   ///< an unpaid end; at most longest_rebook_wait_ms
};

/// A show forgets older endings under any setting, because the setting is not in its events.
inline constexpr std::int64_t longest_rebook_wait_ms = 10LL * 60 * 1000;

} // namespace boxoffice::events
