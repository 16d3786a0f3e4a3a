// Requests for seats on their way to their show, within the limits of their address.
#pragma once

#include "events/commands.hpp"
#include "events/state/booking.hpp"
#include "http/limits/seat_allowance.hpp"
#include "http/server/responder.hpp"

#include <string>

namespace boxoffice::http {

struct services;

struct seat_request {
  responder respond;
  events::show_id show;
  events::request_booking command;
  std::string mail;
  bool by_operator = false;   ///< the address's limit does not apply
  bool through_proxy = false; ///< by a header of the request
};

/// Asks the show and responds. Refuses with RATE_LIMITED if the address's allowance is used up even
/// after looking at what became of its last bookings.
void request_seats(seat_request&& wanted, services& with);

/// What became of a booking, for the allowance of its address.
[[nodiscard]] booking_end end_of(const events::booking& booked);

} // namespace boxoffice::http
