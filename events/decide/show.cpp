#include "events/decide/admission.hpp"
#include "events/decide/new_show.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Ends what is open and makes the money of what is paid due back.
struct ender {
  std::vector<event>& events;

  void end(const booking& booked) const {
    auto paid = booked.status == booking_status::paid;
    if (!paid && booked.status != booking_status::in_review &&
        booked.status != booking_status::confirmed)
      return;
    events.emplace_back(booking_cancelled{booked.number, canceller::show_cancelled});
    if (paid)
      events.emplace_back(refund_of(booked, refund_reason::show_cancelled));
  }
};

/// Seats of a show that is not cancelled, or why not.
boost::system::result<seat_list, refusal> house_seats(const show_state& show,
                                                      const std::vector<seat_id>& seats) {
  if (auto faults = faults_of(seats, seat_limit); !faults.empty())
    return refusal{errc::invalid_request, {}, std::move(faults)};
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

/// Why a seat cannot become a house seat: a claim stands in the way also where it can be contested.
std::optional<taken_seat> in_use(const show_state& show, seat_index seat, time_ms at,
                                 const rules& rules) {
  auto strict = rules;
  strict.contention_window_ms = -1;
  return taken(show, seat, at, strict);
}

} // namespace

decision events_for(const show_state& show, const open_show& asked, const rules& rules) {
  // A show of an earlier version may be asked for again with what is no longer taken.
  if (show.opened() && show.plan->body == asked.body)
    return std::vector<event>{};
  if (auto faults = faults_of_new(asked.body); !faults.empty())
    return refusal{errc::invalid_request, {}, std::move(faults)};
  if (show.opened())
    return refused(errc::show_exists);
  return std::vector<event>{show_opened{asked.body, rules, asked.by}};
}

decision events_for(const show_state& show, const pause_sales& asked, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  switch (show.sales) {
  case sales_status::open: return std::vector<event>{sales_paused{asked.by}};
  case sales_status::paused: return std::vector<event>{};
  case sales_status::cancelled: return refused(errc::sales_closed);
  }
  return refused(errc::sales_closed);
}

decision events_for(const show_state& show, const resume_sales& asked, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  switch (show.sales) {
  case sales_status::open: return std::vector<event>{};
  case sales_status::paused: return std::vector<event>{sales_resumed{asked.by}};
  case sales_status::cancelled: return refused(errc::sales_closed);
  }
  return refused(errc::sales_closed);
}

decision events_for(const show_state& show, const cancel_show& asked, const rules&) {
  if (!show.opened())
    return refused(errc::show_not_found);
  std::vector<event> events;
  if (show.sales == sales_status::cancelled)
    return events;
  events.emplace_back(show_cancelled{asked.by});
  for (const auto& booked : show.bookings)
    ender{events}.end(booked);
  return events;
}

decision events_for(const show_state& show, const block_seats& asked, const rules& rules) {
  auto seats = house_seats(show, asked.seats);
  if (!seats)
    return seats.error();
  refusal unavailable{errc::seats_unavailable, {}, {}};
  for (auto seat : *seats)
    if (auto use = in_use(show, seat, asked.at, rules); use && !show.seats[seat].blocked)
      unavailable.seats.push_back(std::move(*use));
  if (!unavailable.seats.empty())
    return unavailable;
  auto fresh = ids_where(show, *seats, false);
  if (fresh.empty())
    return std::vector<event>{};
  auto events = expire_what_ran_out(show, *seats, asked.at, rules);
  events.emplace_back(seats_blocked{std::move(fresh), asked.by});
  return events;
}

decision events_for(const show_state& show, const unblock_seats& asked, const rules&) {
  auto seats = house_seats(show, asked.seats);
  if (!seats)
    return seats.error();
  auto blocked = ids_where(show, *seats, true);
  if (blocked.empty())
    return std::vector<event>{};
  return std::vector<event>{seats_unblocked{std::move(blocked), asked.by}};
}

} // namespace boxoffice::events
