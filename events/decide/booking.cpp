#include "events/decide/admission.hpp"

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

/// The booking that the request's key stands for at that time, if it does.
const booking* kept_answer(const show_state& show, const request_booking& asked) {
  if (!asked.key_hash)
    return nullptr;
  const auto* booked = show.bookings.find(asked.customer, *asked.key_hash);
  for (auto id = asked.formerly.begin(); booked == nullptr && id != asked.formerly.end(); ++id)
    booked = show.bookings.find(*id, *asked.key_hash);
  auto stands = booked != nullptr && asked.at < booked->requested_at + idempotency_ms;
  return stands ? booked : nullptr;
}

bool same_seats(const show_state& show, const booking& booked, const std::vector<seat_id>& seats) {
  return std::equal(
      booked.seats.begin(), booked.seats.end(), seats.begin(), seats.end(),
      [&](seat_index index, const seat_id& id) { return show.plan->seats[index].id == id; });
}

/// Looks at what nearly every request is, and quickly: a few good names, each given once.
bool are_few_and_fine(const std::vector<seat_id>& seats, std::size_t most) {
  constexpr std::size_t few = 16;
  if (seats.empty() || seats.size() > std::min(most, few))
    return false;
  for (auto seat = seats.begin(); seat != seats.end(); ++seat)
    if (!is_id(seat->text, most_seat_id_chars) || std::find(seats.begin(), seat, *seat) != seat)
      return false;
  return true;
}

} // namespace

std::vector<field_fault> faults_of(const std::vector<seat_id>& seats, std::size_t most) {
  std::vector<field_fault> faults;
  if (are_few_and_fine(seats, most))
    return faults;
  if (seats.empty())
    faults.push_back({"seats", "must name a seat"});
  if (seats.size() > most)
    faults.push_back({"seats", "must be at most " + std::to_string(most)});
  if (!faults.empty())
    return faults;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < seats.size(); ++i) {
    auto place = "seats[" + std::to_string(i) + ']';
    if (!is_id(seats[i].text, most_seat_id_chars))
      faults.push_back({place, "must be 1 to 16 of A-Z a-z 0-9 _ -"});
    if (!seen.insert(seats[i].text).second)
      faults.push_back({place, "names a seat twice"});
  }
  return faults;
}

std::vector<field_fault> faults_of(const request_booking& asked, const rules& rules) {
  return faults_of(asked.seats, static_cast<std::size_t>(rules.max_seats));
}

bool on_sale(const show_state& show, time_ms at) {
  return show.sales == sales_status::open && at < show.plan->body.sales_close_at;
}

decision events_for(const show_state& show, const request_booking& asked, const rules& rules) {
  if (auto faults = faults_of(asked, rules); !faults.empty())
    return refusal{errc::invalid_request, {}, std::move(faults)};
  if (!show.opened())
    return refused(errc::show_not_found);
  if (const auto* earlier = kept_answer(show, asked)) {
    if (!same_seats(show, *earlier, asked.seats))
      return refused(errc::idempotency_key_reused);
    return std::vector<event>{};
  }
  if (!on_sale(show, asked.at))
    return refused(errc::sales_closed);
  auto seats = seats_of(show, asked.seats);
  if (!seats)
    return seats.error();
  if (auto most = asked.limits.unpaid_seats; most != 0) {
    auto have = unpaid_seats(show, asked, rules);
    if (have + static_cast<std::int64_t>(seats->size()) > most)
      return refusal{errc::customer_limit, {}, {}, most, have};
  }
  refusal unavailable{errc::seats_unavailable, {}, {}};
  for (auto seat : *seats) {
    auto reason = taken(show, seat, asked.at, rules);
    if (!reason)
      reason = must_wait(show, seat, asked, rules);
    if (reason)
      unavailable.seats.push_back(std::move(*reason));
  }
  if (!unavailable.seats.empty())
    return unavailable;
  auto events = expire_what_ran_out(show, *seats, asked.at, rules);
  events.emplace_back(booking_requested{asked.id, asked.customer, asked.seats,
                                        price_of(show, *seats), asked.key_hash});
  return events;
}

const booking* answered_by(const show_state& show, const request_booking& asked) {
  if (const auto* own = show.find(asked.id.secret))
    return own;
  return kept_answer(show, asked);
}

decision events_for(const show_state& show, const cancel_booking& asked, const rules&) {
  const auto* booked = show.find(asked.secret);
  if (booked == nullptr)
    return refused(errc::booking_not_found);
  if (asked.customer && !is_of(booked->customer, *asked.customer, asked.formerly))
    return refused(errc::forbidden);
  auto paid = booked->status == booking_status::paid;
  if (!is_open(booked->status) && !(paid && asked.by == canceller::by_operator))
    return refused(errc::not_cancellable);
  std::vector<event> events{booking_cancelled{booked->number, asked.by, asked.operator_by}};
  if (paid)
    events.emplace_back(refund_of(*booked, refund_reason::cancelled));
  return events;
}

} // namespace boxoffice::events
