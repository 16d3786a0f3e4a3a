// What is known of a booking request beside its decision (decide.hpp).
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <vector>

namespace boxoffice::events {

/// What is wrong with a request by itself: no seats, too many, one named twice, no seat's name.
[[nodiscard]] std::vector<field_error> errors_in(const request_booking& request,
                                                 const rules& rules);
[[nodiscard]] std::vector<field_error> errors_in(const std::vector<seat_id>& seats,
                                                 std::size_t most);

/// The booking of a request that was decided: its own or the earlier one of its key.
[[nodiscard]] const booking* requested_booking(const show_state& show,
                                               const request_booking& request);

} // namespace boxoffice::events
