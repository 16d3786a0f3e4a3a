#include "events/audit/books.hpp"

#include <utility>

namespace boxoffice::events {

objection auditor::books::check(const booking_requested& fact) {
  if (fact.id.show != state_.id)
    return sentence("the request is for another show, ", fact.id.show.text);
  if (const auto* other = state_.find(fact.id.secret))
    return sentence("its reqId is that of booking ", other->number);
  if (state_.sales != sales_status::open)
    return sentence("seats are requested while sales are ", word_for(state_.sales));
  if (at_ >= state_.plan->body.sales_close_at)
    return "seats are requested after sales have closed";
  if (std::cmp_greater(fact.seats.size(), state_.rules.max_seats))
    return sentence(fact.seats.size(), " seats are more than the ", state_.rules.max_seats,
                    " of one booking");
  if (auto wrong = named_well(fact.seats))
    return wrong;
  std::int64_t price = 0;
  for (auto seat : seats_) {
    price += state_.plan->seats[seat].price;
    if (auto why = taken(seat, state_.rules.contention_window_ms))
      return sentence("seat ", name_of(seat), " is requested, but ", *why);
  }
  if (fact.amount.value != price || fact.amount.currency != state_.plan->body.currency)
    return sentence("the amount is ", fact.amount, ", but the seats cost ", price, " ",
                    state_.plan->body.currency);
  return check_key(fact);
}

/// An Idempotency-Key stands for its first booking for a day.
objection auditor::books::check_key(const booking_requested& fact) const {
  if (!fact.key_hash)
    return std::nullopt;
  const auto* first = state_.bookings.find(fact.customer, *fact.key_hash);
  if (first != nullptr && at_ < first->requested_at + idempotency_ms)
    return sentence("the customer's Idempotency-Key still stands for booking ", first->number);
  return std::nullopt;
}

objection auditor::books::check(const booking_expired& fact, const booking& booked) {
  auto by_review = fact.reason == expiry_reason::review_timeout;
  auto needed = by_review ? booking_status::in_review : booking_status::confirmed;
  if (booked.status != needed)
    return sentence("booking ", booked.number, " expires by ", name(fact.reason), ", but it is ",
                    word_for(booked.status));
  if (!is_over(booked))
    return sentence("booking ", booked.number, " expires by ", name(fact.reason), " ",
                    end_of(booked) - at_, " ms too early");
  if (!by_review)
    return fact.round ? objection{"a round expires claims, not what was confirmed"} : std::nullopt;
  if (fact.round)
    return join_round(*fact.round, booked);
  prelude_ = prelude::expiry;
  expired_ = booked.number;
  return std::nullopt;
}

objection auditor::books::check(const booking_cancelled& fact, const booking& booked) {
  auto with_the_show = fact.by == canceller::show_cancelled;
  if (with_the_show && !to_end_)
    return sentence("booking ", booked.number, " ends with the show, which is not being cancelled");
  if (fact.operator_by && fact.by != canceller::by_operator)
    return sentence("an operator is named, but booking ", booked.number, " is cancelled ",
                    name(fact.by));
  auto paid = booked.status == booking_status::paid;
  auto open =
      booked.status == booking_status::in_review || booked.status == booking_status::confirmed;
  if (!open && !(paid && fact.by != canceller::by_customer))
    return sentence("booking ", booked.number, " is cancelled ", name(fact.by), ", but it is ",
                    word_for(booked.status));
  if (paid)
    owed_ = booked.number;
  if (with_the_show)
    to_end_ = next_to_end(booked.number);
  return std::nullopt;
}

} // namespace boxoffice::events
