// The seats of a booking with what each costs.
#pragma once

#include "events/state/show_state.hpp"

#include <vector>

namespace boxoffice::events {

struct booking_line {
  seat_index seat{};
  const price_type_id* type{}; ///< of the booking or the plan; null: the show has no price types
  std::int64_t price{};        ///< minor units
};
/// The seats that the booking has, in its order.
[[nodiscard]] std::vector<booking_line> lines_of(const show_plan& plan, const booking& booked);
/// Those that were requested, whatever the booking has now.
[[nodiscard]] std::vector<booking_line> requested_lines(const show_plan& plan,
                                                        const booking& booked);
/// What they cost together.
[[nodiscard]] std::int64_t requested_amount(const booking& booked);

/// What the seat costs with that type, or with the show's first one if it is null.
[[nodiscard]] std::int64_t price_of(const show_plan& plan, seat_index seat, const price_type* type);

} // namespace boxoffice::events
