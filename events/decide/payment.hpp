// What is known of a payment message beside its decision (decide.hpp).
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <vector>

namespace boxoffice::events {

/// What is wrong with a message by itself.
[[nodiscard]] std::vector<field_error> errors_in(const record_payment& message);

/// The booking that the message names by secret or payment reference; null if there is none.
[[nodiscard]] const booking* booking_of(const show_state& show, const record_payment& message);

/// The entry of a message that was decided; nothing if the booking has none.
[[nodiscard]] const payment_entry* recorded_payment(const booking& booked,
                                                    const record_payment& message);

/// The payment of a booking that costs nothing, made with its confirmation or with the return of
/// all that cost something.
[[nodiscard]] booking_paid payment_of_free(const show_state& show, booking_number number,
                                           time_ms at);

/// What a booking makes due once it is cancelled: all that it keeps of its payment. Nothing if it
/// is not PAID, if it was free, or if all of the payment was returned or reversed before.
[[nodiscard]] std::optional<refund_due> refund_of(const booking& booked, refund_reason reason);
/// The same for seats that are returned: `price`, but not more than it keeps.
[[nodiscard]] std::optional<refund_due> refund_of_seats(const booking& booked, std::int64_t price);

} // namespace boxoffice::events
