// What is known of a booking request beside its decision (decide.hpp).
#pragma once

#include "events/decide/decide.hpp"

#include <string_view>
#include <vector>

namespace boxoffice::events {

/// What is wrong with a request by itself: no seats, too many, one named twice, no seat's name.
[[nodiscard]] std::vector<field_error> errors_in(const request_booking& request,
                                                 const rules& rules);
[[nodiscard]] std::vector<field_error> errors_in(const std::vector<seat_id>& seats,
                                                 std::size_t most);

[[nodiscard]] std::vector<field_error> errors_in(const sell_seats& sale, const rules& rules);

/// Begins the reference of a sale that came without one; 32 hex digits follow.
inline constexpr std::string_view made_reference = "counter-";

/// The request that a sale at the counter begins with.
[[nodiscard]] request_booking request_of(const sell_seats& sale);

/// BookingRequested, with the expiries that it needs, if the request is made there. At the counter
/// claims are not contested, and single seats may be left.
[[nodiscard]] decision request_events(const show_state& show, const request_booking& request,
                                      const rules& rules, sales_channel channel);

/// How many seats the request is for.
[[nodiscard]] std::size_t seats_asked(const request_booking& request);

/// The booking of a request that was decided: its own or the earlier one of its key.
[[nodiscard]] const booking* requested_booking(const show_state& show,
                                               const request_booking& request);

} // namespace boxoffice::events
