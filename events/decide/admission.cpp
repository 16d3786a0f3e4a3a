#include "events/decide/admission.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

std::optional<taken_seat> taken_by_claims(const show_state& show, seat_index index, time_ms at,
                                          const rules& rules) {
  for (auto number : show.seats[index].claims) {
    const auto* claim = show.find(number);
    if (claim == nullptr || ran_out(*claim, at, rules))
      continue;
    // Claims are in the order of their requests, so this is the oldest one left.
    if (at - claim->requested_at <= rules.contention_window_ms)
      return std::nullopt;
    return taken_seat{show.plan->seats[index].id, taken_reason::in_review,
                      claim->requested_at + rules.review_hold_ms};
  }
  return std::nullopt;
}

/// Whether the claim or hold of that booking ran out; false if there is no such booking.
bool has_run_out(const show_state& show, booking_number number, time_ms at, const rules& rules) {
  const auto* booked = show.find(number);
  return booked != nullptr && ran_out(*booked, at, rules);
}

/// Whether a claim or hold of the customer on that seat ran out, with its expiry yet to come.
bool ran_out_unlogged(const show_state& show, seat_index index, const request_booking& request,
                      const rules& rules) {
  auto is_own = [&](booking_number number) {
    return is_of(show.find(number)->customer, request.customer, request.formerly);
  };
  const auto& seat = show.seats[index];
  if (seat.owner != 0 && has_run_out(show, seat.owner, request.at, rules) && is_own(seat.owner))
    return true;
  for (auto number : seat.claims) {
    if (!has_run_out(show, number, request.at, rules))
      return false; // Claims run out oldest first.
    if (is_own(number))
      return true;
  }
  return false;
}

} // namespace

bool on_sale(const show_state& show, time_ms at) {
  return show.sales == sales_status::open && at < show.plan->body.sales_close_at;
}

bool ran_out(const booking& booked, time_ms at, const rules& rules) {
  if (booked.status == booking_status::in_review)
    return at >= booked.requested_at + rules.review_hold_ms;
  return booked.status == booking_status::confirmed && at >= booked.pay_by;
}

std::optional<taken_seat> taken(const show_state& show, seat_index index, time_ms at,
                                const rules& rules) {
  const auto& seat = show.seats[index];
  auto id = [&] { return show.plan->seats[index].id; };
  if (seat.blocked)
    return taken_seat{id(), taken_reason::blocked, std::nullopt};
  if (seat.owner != 0 && seat.sold)
    return taken_seat{id(), taken_reason::sold, std::nullopt};
  const auto* owner = seat.owner != 0 ? show.find(seat.owner) : nullptr;
  if (owner == nullptr)
    return taken_by_claims(show, index, at, rules);
  if (!ran_out(*owner, at, rules))
    return taken_seat{id(), taken_reason::held, owner->pay_by};
  return std::nullopt;
}

std::optional<taken_seat> in_use(const show_state& show, seat_index seat, time_ms at,
                                 const rules& rules) {
  auto strict = rules;
  strict.contention_window_ms = -1;
  return taken(show, seat, at, strict);
}

std::optional<taken_seat> must_wait(const show_state& show, seat_index seat,
                                    const request_booking& request, const rules& rules) {
  auto wait = request.limits.rebook_wait_ms;
  if (wait == 0)
    return std::nullopt;
  std::optional<time_ms> ended;
  if (ran_out_unlogged(show, seat, request, rules)) {
    ended = request.at;
  } else {
    ended = show.customers.last_ending(request.customer, seat, request.at - wait);
    for (const auto& id : request.formerly)
      ended = std::max(ended, show.customers.last_ending(id, seat, request.at - wait));
  }
  if (!ended)
    return std::nullopt;
  return taken_seat{show.plan->seats[seat].id, taken_reason::wait, *ended + wait};
}

std::int64_t unpaid_seats(const show_state& show, const request_booking& request,
                          const rules& rules) {
  auto seats = show.customers.open_seats(request.customer);
  for (const auto& id : request.formerly)
    seats += show.customers.open_seats(id);
  if (seats == 0)
    return 0;
  // Seats of what ran out do not count; as a rule its expiry was logged at once.
  auto subtract = [&](const booking& expired) {
    if (is_of(expired.customer, request.customer, request.formerly))
      seats -= expired.seats.size();
  };
  for (auto number : show.under_review) {
    const auto* booked = show.find(number);
    if (!ran_out(*booked, request.at, rules))
      break; // Claims run out oldest first.
    subtract(*booked);
  }
  for (const auto& [pay_by, number] : show.unpaid.due(request.at))
    subtract(*show.find(number));
  return static_cast<std::int64_t>(seats);
}

std::int64_t paid_seats(const show_state& show, const request_booking& request) {
  auto seats = show.customers.paid_seats(request.customer);
  for (const auto& id : request.formerly)
    seats += show.customers.paid_seats(id);
  return static_cast<std::int64_t>(seats);
}

booking_expired expiry_of(const booking& booked) {
  auto reason = booked.status == booking_status::confirmed ? expiry_reason::payment_timeout
                                                           : expiry_reason::review_timeout;
  return {booked.number, reason, std::nullopt};
}

std::vector<event> expire_what_ran_out(const show_state& show, const seat_list& seats, time_ms at,
                                       const rules& rules) {
  std::vector<booking_number> expired;
  for (auto index : seats) {
    const auto& seat = show.seats[index];
    if (seat.owner != 0 && has_run_out(show, seat.owner, at, rules))
      expired.push_back(seat.owner);
    for (auto number : seat.claims) {
      if (!has_run_out(show, number, at, rules))
        break; // Claims run out oldest first, so a long list is not searched for each request.
      expired.push_back(number);
    }
  }
  std::sort(expired.begin(), expired.end());
  expired.erase(std::unique(expired.begin(), expired.end()), expired.end());
  std::vector<event> events;
  events.reserve(expired.size() + 1); // And the event that they make room for.
  for (auto number : expired)
    events.emplace_back(expiry_of(*show.find(number)));
  return events;
}

boost::system::result<seat_list, refusal> seats_of(const show_state& show,
                                                   const std::vector<seat_id>& seats) {
  seat_list found;
  refusal unknown{errc::invalid_request, {}, {}};
  for (std::size_t i = 0; i < seats.size(); ++i) {
    auto next = found.empty() ? 0U : *std::prev(found.end()) + 1U; // They are often neighbours.
    if (auto seat = show.plan->seats.find(seats[i], next))
      found.push_back(*seat);
    else
      unknown.errors.push_back({"seats[" + std::to_string(i) + ']', "is not a seat of this show"});
  }
  if (!unknown.errors.empty())
    return unknown;
  return found;
}

} // namespace boxoffice::events
