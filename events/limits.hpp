// What one customer may keep from others in one show. Settings of the node that has the show, no
// part of the log: refusals are not logged, so nobody has to judge by them later.
#pragma once

#include <cstdint>

namespace boxoffice::events {

struct booking_limits {
  std::int64_t unpaid_seats = 0;   ///< most that are IN_REVIEW or CONFIRMED; 0: any number
  std::int64_t rebook_wait_ms = 0; ///< until a seat whose claim or hold ended unpaid is free again
                                   ///< for the same customer; at most longest_rebook_wait_ms
};

/// A show forgets older endings, whatever the setting is: the setting is not in its events.
inline constexpr std::int64_t longest_rebook_wait_ms = 10LL * 60 * 1000;

} // namespace boxoffice::events
