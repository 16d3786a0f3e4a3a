// Which seats a customer can have (spec section 3). Shared by the decisions; not for other folders.
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <optional>
#include <vector>

#include <boost/system/result.hpp>

namespace boxoffice::events {

/// Whether new bookings are taken at `at`.
[[nodiscard]] bool on_sale(const show_state& show, time_ms at);
/// Whether a claim or hold of this booking keeps its seats from others no longer (spec section 3).
[[nodiscard]] bool ran_out(const booking& booked, time_ms at, const rules& rules);

/// Why the seat is not available to a new booking at `at`; nothing if it is.
[[nodiscard]] std::optional<taken_seat> taken(const show_state& show, seat_index seat, time_ms at,
                                              const rules& rules);

/// Why the seat is not free of bookings. A claim counts even if others could still contest it.
[[nodiscard]] std::optional<taken_seat> in_use(const show_state& show, seat_index seat, time_ms at,
                                               const rules& rules);

/// Why the seat is not available to this customer yet; nothing if it is.
[[nodiscard]] std::optional<taken_seat> must_wait(const show_state& show, seat_index seat,
                                                  const request_booking& request,
                                                  const rules& rules);
/// Seats of the customer that are claimed or held at `request.at`.
[[nodiscard]] std::int64_t unpaid_seats(const show_state& show, const request_booking& request,
                                        const rules& rules);
/// Seats of the customer that are PAID, in a show that limits its seats per customer.
[[nodiscard]] std::int64_t paid_seats(const show_state& show, const request_booking& request);

/// BookingExpired for each booking on these seats that ran out, by number.
[[nodiscard]] std::vector<event> expire_what_ran_out(const show_state& show, const seat_list& seats,
                                                     time_ms at, const rules& rules);

/// The seats of these ids, or invalid_request with those that the show does not have.
[[nodiscard]] boost::system::result<seat_list, refusal> seats_of(const show_state& show,
                                                                 const std::vector<seat_id>& seats);

[[nodiscard]] booking_expired expiry_of(const booking& booked);

} // namespace boxoffice::events
