// Logs for the auditor, and ways to bend them. A bent log is renumbered as a careful forger would:
// without gaps, and numbers of bookings follow.
#pragma once

#include "events/audit/audit.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

using log = std::vector<recorded>;

[[nodiscard]] log log_of(const std::vector<moment>& scenario);

template <class... Moments>
[[nodiscard]] log recorded_as(Moments&&... scenario) {
  return log_of({moment{std::forward<Moments>(scenario)}...});
}

/// Empty where the auditor takes it all, else `seq: why`; where the log may not end, `end: why`.
[[nodiscard]] std::string verdict(const log& stream);

/// With another event at that place, at the same time.
[[nodiscard]] log changed(log stream, std::uint64_t seq, event fact);
/// With one event at another time, after noon.
[[nodiscard]] log moved(log stream, std::uint64_t seq, time_ms after_noon);
[[nodiscard]] log without(log stream, std::uint64_t seq);
/// With one event more at that place, at the time of the event before.
[[nodiscard]] log inserted(log stream, std::uint64_t seq, event fact);
/// With the next event before this one; their times stay where they are.
[[nodiscard]] log swapped(log stream, std::uint64_t seq);

} // namespace boxoffice::events::tests
