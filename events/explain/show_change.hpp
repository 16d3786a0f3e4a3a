// What a change of its show means for a booking.
#pragma once

#include "events/state/show_state.hpp"

#include <string>
#include <vector>

namespace boxoffice::events {

/// Nothing if the booking has ended before, or if the change does not matter to it. `before` is the
/// state before the event.
[[nodiscard]] std::vector<std::string> explain_change(const show_state& before,
                                                      const booking& booked, time_ms at,
                                                      const show_changed& fact);

} // namespace boxoffice::events
