#include "events/decide/booking.hpp"

#include "events/decide/admission.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"

#include <algorithm>
#include <set>

namespace boxoffice::events {

namespace {

money price_of(const show_state& show, const seat_list& seats) {
  money total{0, show.plan->body.currency};
  for (auto seat : seats)
    total.value += show.plan->seats[seat].price;
  return total;
}

/// The earlier booking of the request's key, if the key is still kept.
const booking* booking_of_key(const show_state& show, const request_booking& request) {
  if (!request.key_hash)
    return nullptr;
  const auto* booked = show.bookings.find(request.customer, *request.key_hash);
  for (auto id = request.formerly.begin(); booked == nullptr && id != request.formerly.end(); ++id)
    booked = show.bookings.find(*id, *request.key_hash);
  auto is_kept = booked != nullptr && request.at < booked->requested_at + idempotency_ms;
  return is_kept ? booked : nullptr;
}

bool same_seats(const show_state& show, const booking& booked, const std::vector<seat_id>& seats) {
  return std::equal(
      booked.seats.begin(), booked.seats.end(), seats.begin(), seats.end(),
      [&](seat_index index, const seat_id& id) { return show.plan->seats[index].id == id; });
}

/// A quick check for what nearly every request has: a few valid names, each given once.
bool are_few_and_valid(const std::vector<seat_id>& seats, std::size_t most) {
  constexpr std::size_t few = 16;
  if (seats.empty() || seats.size() > std::min(most, few))
    return false;
  for (auto seat = seats.begin(); seat != seats.end(); ++seat)
    if (!is_id(seat->text, most_seat_id_chars) || std::find(seats.begin(), seat, *seat) != seat)
      return false;
  return true;
}

} // namespace

std::vector<field_error> errors_in(const std::vector<seat_id>& seats, std::size_t most) {
  std::vector<field_error> errors;
  if (are_few_and_valid(seats, most))
    return errors;
  if (seats.empty())
    errors.push_back({"seats", "must name a seat"});
  if (seats.size() > most)
    errors.push_back({"seats", "must be at most " + std::to_string(most)});
  if (!errors.empty())
    return errors;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < seats.size(); ++i) {
    auto place = "seats[" + std::to_string(i) + ']';
    if (!is_id(seats[i].text, most_seat_id_chars))
      errors.push_back({place, "must be 1 to 16 of A-Z a-z 0-9 _ -"});
    if (!seen.insert(seats[i].text).second)
      errors.push_back({place, "names a seat twice"});
  }
  return errors;
}

std::vector<field_error> errors_in(const request_booking& request, const rules& rules) {
  return errors_in(request.seats, static_cast<std::size_t>(rules.max_seats));
}

decision events_for(const show_state& show, const request_booking& request, const rules& rules) {
  if (auto errors = errors_in(request, rules); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  if (!show.opened())
    return refused(errc::show_not_found);
  if (const auto* earlier = booking_of_key(show, request)) {
    if (!same_seats(show, *earlier, request.seats))
      return refused(errc::idempotency_key_reused);
    return std::vector<event>{};
  }
  if (!on_sale(show, request.at))
    return refused(errc::sales_closed);
  auto seats = seats_of(show, request.seats);
  if (!seats)
    return seats.error();
  if (auto most = request.limits.unpaid_seats; most != 0) {
    auto have = unpaid_seats(show, request, rules);
    if (have + static_cast<std::int64_t>(seats->size()) > most)
      return refusal{errc::customer_limit, {}, {}, most, have};
  }
  refusal unavailable{errc::seats_unavailable, {}, {}};
  for (auto seat : *seats) {
    auto reason = taken(show, seat, request.at, rules);
    if (!reason)
      reason = must_wait(show, seat, request, rules);
    if (reason)
      unavailable.seats.push_back(std::move(*reason));
  }
  if (!unavailable.seats.empty())
    return unavailable;
  auto events = expire_what_ran_out(show, *seats, request.at, rules);
  events.emplace_back(booking_requested{request.id, request.customer, request.seats,
                                        price_of(show, *seats), request.key_hash});
  return events;
}

const booking* requested_booking(const show_state& show, const request_booking& request) {
  if (const auto* own = show.find(request.id.secret))
    return own;
  return booking_of_key(show, request);
}

decision events_for(const show_state& show, const cancel_booking& command, const rules&) {
  const auto* booked = show.find(command.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  if (command.customer && !is_of(booked->customer, *command.customer, command.formerly))
    return refused(errc::forbidden);
  auto paid = booked->status == booking_status::paid;
  if (!is_open(booked->status) && !(paid && command.by == canceller::by_operator))
    return refused(errc::not_cancellable);
  std::vector<event> events{booking_cancelled{booked->number, command.by, command.operator_by}};
  if (paid)
    events.emplace_back(refund_of(*booked, refund_reason::cancelled));
  return events;
}

} // namespace boxoffice::events
