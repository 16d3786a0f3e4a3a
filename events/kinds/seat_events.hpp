// What the operator changed about the seats of a booking; see events/events.hpp.
#pragma once

#include "events/ids.hpp"
#include "events/money.hpp"

#include <vector>

namespace boxoffice::events {

/// A booking has other seats of its show. The n-th seat is in place of the n-th one before, with
/// the price that it was sold at.
struct booking_moved {
  booking_number number{};
  std::vector<seat_id> from; ///< all seats before, in the booking's order
  std::vector<seat_id> to;   ///< all seats after
  operator_proof by{};
};
/// A booking has fewer seats and costs less. At least one seat is left.
struct seats_returned {
  booking_number number{};
  std::vector<seat_id> seats;
  money amount; ///< what these seats were sold at
  operator_proof by{};
};

} // namespace boxoffice::events
