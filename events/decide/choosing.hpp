// The seats of requests that leave the choice to the show, and the choices of customers that a show
// with `singleSeats: refuse` refuses (spec section 3). Not for other folders.
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <optional>
#include <vector>

namespace boxoffice::events {

/// The seats for the request's wish at `request.at`, in the order of the plan; none if there are
/// not enough. They are free, unclaimed, and this customer need not wait for them.
[[nodiscard]] seat_list choose_seats(const show_state& show, const request_booking& request,
                                     const rules& rules);

/// leaves_single_seat, if the request for these available seats does and could do otherwise.
[[nodiscard]] std::optional<refusal> refuse_single_seats(const show_state& show,
                                                         const request_booking& request,
                                                         const seat_list& seats,
                                                         const rules& rules);

[[nodiscard]] std::vector<seat_id> ids_of(const show_plan& plan, const seat_list& seats);

} // namespace boxoffice::events
