// The paragraphs of an explanation about the decision of a review.
#pragma once

#include "events/state/show_state.hpp"

#include <string>
#include <vector>

namespace boxoffice::events {

/// What the review decided on the booking and why. `before` is the show before the event, `booked`
/// the booking in it.
[[nodiscard]] std::vector<std::string> explain_decision(const show_state& before,
                                                        const booking& booked, time_ms at,
                                                        const booking_confirmed& fact);
[[nodiscard]] std::vector<std::string> explain_decision(const show_state& before,
                                                        const booking& booked, time_ms at,
                                                        const booking_rejected& fact);

} // namespace boxoffice::events
