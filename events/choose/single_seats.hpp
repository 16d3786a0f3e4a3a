// Single seats (spec section 3): a free seat whose neighbours are all taken,
// claimed, walls or aisles. Groups cannot use one, so it is hard to sell.
#pragma once

#include "events/choose/seating.hpp"

#include <optional>

namespace boxoffice::events {

/// Seats that are single once `taken` are taken, and are not now. `hall` needs only their rows.
[[nodiscard]] seat_list single_seats_left(const seating& hall, const seat_list& taken);

/// What a request would leave, and what it could take instead.
struct single_seat_conflict {
  seat_list singles;
  seat_list instead; ///< as many seats as the request, in the order of the plan
};

/// The conflict of a request for `seats`; nothing if it leaves no single seat, or none that it
/// could avoid. Each class is judged by itself: a single seat can be avoided if the class has as
/// many eligible seats, side by side in one row, that leave none. A request for a place of access
/// may leave single seats in the class.
[[nodiscard]] std::optional<single_seat_conflict> single_seat_conflict_of(const seating& hall,
                                                                          const seat_list& seats);

} // namespace boxoffice::events
