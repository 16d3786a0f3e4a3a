#include "events/decide/admission.hpp"
#include "events/decide/booking.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/new_show.hpp"
#include "events/decide/payment.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Seats of a show that is not cancelled, or why not.
boost::system::result<seat_list, refusal> operator_seats(const show_state& show,
                                                         const std::vector<seat_id>& seats) {
  if (auto errors = errors_in(seats, seat_limit); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  if (!show.opened())
    return refused(errc::show_not_found);
  if (show.sales == sales_status::cancelled)
    return refused(errc::sales_closed);
  return seats_of(show, seats);
}

std::vector<seat_id> ids_where(const show_state& show, const seat_list& seats, bool blocked) {
  std::vector<seat_id> ids;
  for (auto seat : seats)
    if (show.seats[seat].blocked == blocked)
      ids.push_back(show.plan->seats[seat].id);
  return ids;
}

} // namespace

decision events_for(const show_state& show, const open_show& command, const rules& rules) {
  auto body = command.body;
  if (!body.time_zone) // The setting may have been another one when the show was opened.
    body.time_zone = show.opened() ? show.plan->body.time_zone : command.time_zone;
  // A body that was valid for an earlier version opens the same show again without an error.
  if (show.opened() && show.plan->body == body)
    return std::vector<event>{};
  auto errors = errors_in_new(body);
  if (errors.empty())
    errors = errors_in_blocked(body, command.blocked);
  if (!errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  if (show.opened())
    return refused(errc::show_exists);
  std::vector<event> events{show_opened{std::move(body), rules, command.by}};
  if (!command.blocked.empty())
    events.emplace_back(seats_blocked{command.blocked, command.by});
  return events;
}

decision events_for(const show_state& show, const pause_sales& command, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  switch (show.sales) {
  case sales_status::open: return std::vector<event>{sales_paused{command.by}};
  case sales_status::paused: return std::vector<event>{};
  case sales_status::cancelled: return refused(errc::sales_closed);
  }
  return refused(errc::sales_closed);
}

decision events_for(const show_state& show, const resume_sales& command, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  switch (show.sales) {
  case sales_status::open: return std::vector<event>{};
  case sales_status::paused: return std::vector<event>{sales_resumed{command.by}};
  case sales_status::cancelled: return refused(errc::sales_closed);
  }
  return refused(errc::sales_closed);
}

decision events_for(const show_state& show, const cancel_show& command, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  std::vector<event> events;
  if (show.sales == sales_status::cancelled)
    return events;
  events.emplace_back(show_cancelled{command.by});
  for (const auto& booked : show.bookings) {
    auto paid = booked.status == booking_status::paid;
    if (!paid && !is_open(booked.status))
      continue;
    events.emplace_back(booking_cancelled{booked.number, canceller::show_cancelled});
    if (auto refund = refund_of(booked, refund_reason::show_cancelled))
      events.emplace_back(std::move(*refund));
  }
  return events;
}

decision events_for(const show_state& show, const block_seats& command, const rules& rules) {
  auto seats = operator_seats(show, command.seats);
  if (!seats)
    return seats.error();
  refusal unavailable{errc::seats_unavailable, {}, {}};
  for (auto seat : *seats)
    if (auto use = in_use(show, seat, command.at, rules); use && !show.seats[seat].blocked)
      unavailable.seats.push_back(std::move(*use));
  if (!unavailable.seats.empty())
    return unavailable;
  auto fresh = ids_where(show, *seats, false);
  if (fresh.empty())
    return std::vector<event>{};
  auto events = expire_what_ran_out(show, *seats, command.at, rules);
  events.emplace_back(seats_blocked{std::move(fresh), command.by});
  return events;
}

decision events_for(const show_state& show, const unblock_seats& command, const rules&) {
  auto seats = operator_seats(show, command.seats);
  if (!seats)
    return seats.error();
  auto blocked = ids_where(show, *seats, true);
  if (blocked.empty())
    return std::vector<event>{};
  return std::vector<event>{seats_unblocked{std::move(blocked), command.by}};
}

} // namespace boxoffice::events
