// Applies ShowChanged to the state of a show; for evolve().
#pragma once

#include "events/state/show_state.hpp"

namespace boxoffice::events {

/// Gives an open show the plan that the changes make of its own, as of the event `seq`. Bookings
/// keep what their seats were sold at. If there are other rows, all seat indexes of the state
/// become those of the new layout; seats that are not in it any more become former ones, as long
/// as a booking names them.
void change_plan(show_state& state, const show_changes& changes, std::uint64_t seq);

} // namespace boxoffice::events
