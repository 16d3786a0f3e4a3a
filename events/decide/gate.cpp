#include "events/decide/gate.hpp"

#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Of the booking now, whatever it had when the code was made.
std::optional<seat_index> own_seat(const show_state& show, const booking& booked,
                                   const seat_id& seat) {
  auto place = show.plan->seats.find(seat);
  auto has_it = place && std::ranges::find(booked.seats, *place) != booked.seats.end();
  return has_it ? place : std::nullopt;
}

refusal admitted_before(const admission& first) {
  auto why = refused(errc::already_admitted);
  why.ticket = ticket_refusal{{}, first.at, first.gate};
  return why;
}

} // namespace

refusal not_valid(invalid_ticket reason) {
  auto why = refused(errc::not_valid);
  why.ticket = ticket_refusal{reason};
  return why;
}

std::optional<invalid_ticket> why_no_codes(const booking& booked) {
  switch (booked.status) {
  case booking_status::paid: return std::nullopt;
  case booking_status::cancelled: return invalid_ticket::cancelled;
  case booking_status::in_review:
  case booking_status::confirmed:
  case booking_status::rejected:
  case booking_status::expired: return invalid_ticket::not_paid;
  }
  return invalid_ticket::not_paid;
}

decision events_for(const show_state& show, const admit_seat& command, const rules&) {
  const auto* booked = show.find(command.number);
  if (booked == nullptr)
    return not_valid(invalid_ticket::unknown_booking);
  if (auto why = why_no_codes(*booked))
    return not_valid(*why);
  auto seat = own_seat(show, *booked, command.seat);
  if (!seat)
    return not_valid(invalid_ticket::seat_changed);
  const auto* first = find_admission(*booked->details, *seat);
  if (first == nullptr)
    return std::vector<event>{
        seat_admitted{command.number, command.seat, command.gate, command.scanned_at, command.by}};
  return admitted_before(*first);
}

} // namespace boxoffice::events
