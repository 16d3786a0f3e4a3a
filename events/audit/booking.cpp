#include "events/audit/books.hpp"
#include "events/audit/single_seats.hpp"

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
  if (auto opens_at = state_.plan->body.opens_at; opens_at && at_ < *opens_at)
    return sentence("seats are requested ", *opens_at - at_, " ms before sales open");
  if (std::cmp_greater(fact.seats.size(), state_.rules.max_seats))
    return sentence(fact.seats.size(), " seats are more than the ", state_.rules.max_seats,
                    " of one booking");
  if (auto wrong = named_well(fact.seats))
    return wrong;
  auto at_counter = fact.channel == sales_channel::counter;
  // What the show chooses, and what is sold at the counter, has no claims at all.
  auto window = fact.best_available || at_counter ? -1 : state_.rules.contention_window_ms;
  for (auto seat : seats_)
    if (auto why = taken(seat, window))
      return sentence("seat ", name_of(seat), " is requested, but ", *why);
  if (at_counter)
    sale_ = counter_sale{seq_};
  if (auto wrong = check_single_seats(fact))
    return wrong;
  if (auto wrong = check_price(fact))
    return wrong;
  if (auto wrong = check_customer(fact))
    return wrong;
  return check_key(fact);
}

objection auditor::books::check_single_seats(const booking_requested& fact) const {
  auto is_bound = state_.plan->body.single_seats == single_seats::refuse && !fact.best_available &&
                  fact.channel == sales_channel::online;
  if (!is_bound)
    return std::nullopt;
  auto ran_out = [&](booking_number number) { return is_over(*state_.find(number)); };
  if (auto seat = spared_single_seat(state_, seats_, ran_out))
    return sentence("the request leaves the single seat ", name_of(*seat),
                    ", and there were others that leave none");
  return std::nullopt;
}

/// The amount is the sum over seats_ of show, class and price type.
objection auditor::books::check_price(const booking_requested& fact) {
  const auto& body = state_.plan->body;
  auto wanted = body.price_types.empty() ? 0U : seats_.size();
  if (fact.types.size() != wanted)
    return sentence(fact.types.size(), " price types are named, but it should be ", wanted);
  std::int64_t price = 0;
  for (auto seat : seats_)
    price += state_.plan->price_of(seat);
  for (const auto& id : fact.types) {
    const auto* type = find_price_type(body, id);
    if (type == nullptr)
      return sentence("this show has no price type ", id.text);
    price += type->price;
  }
  auto is_right = fact.amount.value == price;
  if (sale_ && fact.amount.value == 0 && !is_right)
    is_right = sale_->cheaper = true; // If it turns out to be complimentary.
  if (!is_right || fact.amount.currency != body.currency)
    return sentence("the amount is ", fact.amount, ", but the seats cost ", price, " ",
                    body.currency);
  return std::nullopt;
}

/// The show's limit holds at least for this pseudonym; older ones of the customer are not in it.
objection auditor::books::check_customer(const booking_requested& fact) const {
  auto limit = state_.plan->body.max_seats_per_customer;
  if (!limit || fact.customer == customer_id{}) // Nobody who is known, at the counter.
    return std::nullopt;
  auto seats = state_.customers.open_seats(fact.customer) +
               state_.customers.paid_seats(fact.customer) + fact.seats.size();
  auto leave_out = [&](booking_number number) {
    const auto& other = *state_.find(number);
    if (is_over(other) && other.customer == fact.customer)
      seats -= other.seats.size();
    return is_over(other);
  };
  for (auto number : state_.under_review)
    if (!leave_out(number))
      break; // Claims run out oldest first.
  for (const auto& [pay_by, number] : state_.unpaid.due(at_))
    leave_out(number);
  if (std::cmp_greater(seats, *limit))
    return sentence("the customer has ", seats, " seats with this request, but the show allows ",
                    *limit);
  return std::nullopt;
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
  if ((fact.by == canceller::payment_reversed) != reversed_.has_value())
    return sentence("booking ", booked.number, " is cancelled ", name(fact.by),
                    ", but its payment was ", reversed_ ? "reversed" : "not reversed just before");
  reversed_.reset();
  if (fact.operator_by && fact.by != canceller::by_operator)
    return sentence("an operator is named, but booking ", booked.number, " is cancelled ",
                    name(fact.by));
  auto paid = booked.status == booking_status::paid;
  auto open =
      booked.status == booking_status::in_review || booked.status == booking_status::confirmed;
  if (!open && !(paid && fact.by != canceller::by_customer))
    return sentence("booking ", booked.number, " is cancelled ", name(fact.by), ", but it is ",
                    word_for(booked.status));
  if (paid && keeps_money(booked))
    owed_ = debt{booked.number, booked.details->kept.value,
                 with_the_show ? refund_reason::show_cancelled : refund_reason::cancelled};
  if (with_the_show)
    to_end_ = next_to_end(booked.number);
  return std::nullopt;
}

} // namespace boxoffice::events
