// What is known of ticket codes beside the decision to admit (decide.hpp).
#pragma once

#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <optional>

namespace boxoffice::events {

/// Why the booking has no codes; nothing if it has: it is PAID.
[[nodiscard]] std::optional<invalid_ticket> why_no_codes(const booking& booked);

[[nodiscard]] refusal not_valid(invalid_ticket reason);

} // namespace boxoffice::events
