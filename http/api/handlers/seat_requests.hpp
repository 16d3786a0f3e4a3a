// Requests for seats on their way to their show, by the limits of their address.
#pragma once

#include "events/commands.hpp"
#include "http/server/responder.hpp"

#include <string>

namespace boxoffice::http {

struct seat_request {
  responder answer;
  events::show_id show;
  events::request_booking asked;
  std::string mail;
  bool by_operator = false;   ///< no address's limit applies
  bool through_proxy = false; ///< as a header says; the address is the proxy's
};

/// Asks the show, and answers; refuses with RATE_LIMITED where the address's allowance is used up,
/// after a look at what became of its last bookings.
void ask_for_seats(seat_request&& wanted);

} // namespace boxoffice::http
