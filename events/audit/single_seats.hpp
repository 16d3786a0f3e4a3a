// Whether a booking leaves seats single that it could have spared (spec section 3).
#pragma once

#include "events/state/show_state.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace boxoffice::events {

/// A seat that becomes single if these seats are taken, although as many others of its class, side
/// by side, leave none; nothing if there is no such seat. `is_over` says whether the claim or hold
/// of a booking has run out. Reads the rows of the seats, and the class only if one is left single.
[[nodiscard]] std::optional<seat_index>
spared_single_seat(const show_state& show, const std::vector<seat_index>& seats,
                   const std::function<bool(booking_number)>& is_over);

} // namespace boxoffice::events
