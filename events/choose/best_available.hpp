// The seats that suit best (spec section 3). Depends on the seating only, so that
// the same state always gives the same seats.
#pragma once

#include "events/choose/seating.hpp"

namespace boxoffice::events {

/// `count` eligible seats in the order of the plan; nothing if there are fewer. In this order of
/// preferences:
/// 1. side by side in one row; else over as few neighbouring rows as can be, side by side in each
///    and as evenly as can be; else anywhere, in as few groups as can be: the longest ones whole,
///    of equal ones the nearest, and of one more the part that is best by 2 to 5
/// 2. few seats left single
/// 3. near to best_spot()
/// 4. few claimed seats in the rows
/// 5. near to the screen, where a split has more of its seats, then to the left
[[nodiscard]] seat_list best_available(const seating& hall, std::size_t count);

/// The same of a show for a wish. `standing_of(seat)` says how a seat stands; of the free seats
/// that the wish means those are eligible for which `may_take(seat)` holds.
template <class StandingOf, class MayTake>
[[nodiscard]] seat_list best_available(const show_plan& plan, const seat_wish& wish,
                                       StandingOf standing_of, MayTake may_take) {
  auto hall = seating_of(plan, [&](hall_place& place) {
    place.now = standing_of(place.seat);
    place.eligible =
        place.now == standing::free && is_meant(plan, place.seat, wish) && may_take(place.seat);
  });
  return best_available(hall, static_cast<std::size_t>(wish.count));
}

} // namespace boxoffice::events
