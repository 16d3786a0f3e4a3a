#include "events/audit/books.hpp"

#include <algorithm>

namespace boxoffice::events {

objection auditor::books::check(const seat_admitted& fact, const booking& booked) {
  if (booked.status != booking_status::paid)
    return sentence("seat ", fact.seat.text, " of booking ", booked.number,
                    " is admitted, but the booking is ", word_for(booked.status));
  auto seat = state_.plan->seats.find(fact.seat);
  if (!seat || std::ranges::find(booked.seats, *seat) == booked.seats.end())
    return sentence("seat ", fact.seat.text, " is admitted, but booking ", booked.number,
                    " does not have it");
  const auto& before = booked.details->admitted;
  if (std::ranges::find(before, *seat, &admission::seat) != before.end())
    return sentence("seat ", fact.seat.text, " of booking ", booked.number,
                    " is admitted a second time");
  if (fact.gate && fact.gate->empty())
    return "the gate has an empty name";
  return std::nullopt;
}

} // namespace boxoffice::events
