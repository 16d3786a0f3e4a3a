// What is known of a payment message beside its decision (decide.hpp).
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <vector>

namespace boxoffice::events {

/// What is wrong with a message by itself.
[[nodiscard]] std::vector<field_error> errors_in(const record_payment& message);

/// The entry of a message that was decided; nothing if the booking has none.
[[nodiscard]] const payment_entry* recorded_payment(const booking& booked,
                                                    const record_payment& message);

/// What a booking that was paid makes due once it is cancelled.
[[nodiscard]] refund_due refund_of(const booking& paid, refund_reason reason);

} // namespace boxoffice::events
