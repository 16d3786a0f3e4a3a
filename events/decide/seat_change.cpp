// Bookings that the operator gives other seats, or fewer (spec section 6).
#include "events/decide/admission.hpp"
#include "events/decide/booking.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"
#include "events/state/lines.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

std::vector<seat_id> ids_of(const show_state& show, const seat_list& seats) {
  std::vector<seat_id> ids;
  ids.reserve(seats.size());
  for (auto seat : seats)
    ids.push_back(show.plan->seats[seat].id);
  return ids;
}

bool has(const booking& booked, seat_index seat) {
  return std::find(booked.seats.begin(), booked.seats.end(), seat) != booked.seats.end();
}

/// Those of the seats that other bookings have, or that are blocked.
std::vector<taken_seat> taken_by_others(const show_state& show, const booking& booked,
                                        const seat_list& seats, time_ms at, const rules& rules) {
  std::vector<taken_seat> taken;
  for (auto seat : seats)
    if (auto use = in_use(show, seat, at, rules); use && !has(booked, seat))
      taken.push_back(std::move(*use));
  return taken;
}

/// The seats of a list that are the booking's; invalid_request with the others.
boost::system::result<seat_list, refusal> own_seats(const show_state& show, const booking& booked,
                                                    const std::vector<seat_id>& ids) {
  auto seats = seats_of(show, ids);
  if (!seats)
    return seats;
  refusal foreign{errc::invalid_request, {}, {}};
  for (std::size_t i = 0; i < seats->size(); ++i)
    if (!has(booked, seats->begin()[i]))
      foreign.errors.push_back(
          {"seats[" + std::to_string(i) + ']', "is not a seat of this booking"});
  if (!foreign.errors.empty())
    return foreign;
  return seats;
}

std::int64_t price_of(const show_state& show, const booking& booked, const seat_list& returned) {
  std::int64_t total = 0;
  for (const auto& line : lines_of(*show.plan, booked))
    if (std::find(returned.begin(), returned.end(), line.seat) != returned.end())
      total += line.price;
  return total;
}

} // namespace

decision events_for(const show_state& show, const move_booking& command, const rules& rules) {
  if (auto errors = errors_in(command.seats, seat_limit); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  const auto* booked = show.find(command.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  auto has_seats =
      booked->status == booking_status::confirmed || booked->status == booking_status::paid;
  if (!has_seats || ran_out(*booked, command.at, rules))
    return refused(errc::not_movable);
  auto seats = seats_of(show, command.seats);
  if (!seats)
    return seats.error();
  if (seats->size() != booked->seats.size())
    return refusal{errc::invalid_request, {}, {{"seats", "must be as many as the booking has"}}};
  if (*seats == booked->seats)
    return std::vector<event>{};
  if (auto taken = taken_by_others(show, *booked, *seats, command.at, rules); !taken.empty())
    return refusal{errc::seats_unavailable, std::move(taken), {}};
  auto events = expire_what_ran_out(show, *seats, command.at, rules);
  events.emplace_back(
      booking_moved{booked->number, ids_of(show, booked->seats), command.seats, command.by});
  return events;
}

decision events_for(const show_state& show, const return_seats& command, const rules& rules) {
  if (auto errors = errors_in(command.seats, seat_limit); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  const auto* booked = show.find(command.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  auto paid = booked->status == booking_status::paid;
  if (!paid && !is_open(booked->status))
    return refused(errc::not_cancellable);
  auto seats = own_seats(show, *booked, command.seats);
  if (!seats)
    return seats.error();
  if (seats->size() == booked->seats.size())
    return events_for(
        show,
        cancel_booking{command.at, command.secret, canceller::by_operator, {}, {}, command.by},
        rules);
  auto price = price_of(show, *booked, *seats);
  std::vector<event> events{
      seats_returned{booked->number, command.seats, {price, show.plan->body.currency}, command.by}};
  if (auto refund = refund_of_seats(*booked, price))
    events.emplace_back(std::move(*refund));
  auto is_held =
      booked->status == booking_status::confirmed && !ran_out(*booked, command.at, rules);
  if (is_held && booked->amount == price)
    events.emplace_back(payment_of_free(show, booked->number, command.at));
  return events;
}

} // namespace boxoffice::events
