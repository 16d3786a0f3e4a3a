#include "events/audit/books.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::events {

namespace {

/// Whether the booking has a message of this payment and status already.
bool has_entry(const booking& booked, const payment_id& payment, payment_status status) {
  const auto& entries = booked.details->payments;
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.status == status && entry.payment == payment;
  });
}

/// A total that the provider reported is more than the last one, and is that of the amounts before,
/// the amount and the excess.
template <class Fact>
objection check_total(const Fact& fact, const booking& booked, std::int64_t excess = 0) {
  if (!fact.total)
    return std::nullopt;
  std::int64_t before = 0;
  std::int64_t last = 0;
  for (const auto& entry : booked.details->payments)
    if (entry.payment == fact.payment && entry.total != 0) {
      before += entry.returned.value;
      last = std::max(last, entry.total);
    }
  // Older versions settled a refund of 0 by a total that was no more than the last one.
  auto is_nothing = *fact.total == last && fact.amount.value == 0 && excess == 0;
  if (*fact.total <= last && !is_nothing)
    return sentence("payment ", fact.payment.text, " went back in total ", *fact.total, " after ",
                    last);
  if (*fact.total - before - excess == fact.amount.value)
    return std::nullopt;
  return sentence(fact.amount, " of payment ", fact.payment.text, " went back, but in total ",
                  *fact.total, " after ", before);
}

/// A dispute takes money once: refunds that were due, and then perhaps a part of what is left.
/// `goes_on`: the event before, of the same append, is a refund that a dispute settled.
template <class Fact>
objection check_dispute(const Fact& fact, const booking& booked, bool goes_on) {
  if (!fact.dispute)
    return std::nullopt;
  if (fact.total)
    return sentence("dispute ", *fact.dispute, " says the total of the refunds");
  const auto& entries = booked.details->payments;
  auto is_its = [&](const payment_entry& entry) {
    return entry.payment == fact.payment && entry.dispute == *fact.dispute;
  };
  if (std::none_of(entries.begin(), entries.end(), is_its) || (goes_on && is_its(entries.back())))
    return std::nullopt;
  return sentence("dispute ", *fact.dispute, " of payment ", fact.payment.text,
                  " took money before");
}

/// Whether money of that payment was received in that currency, for seats or to be returned.
bool was_received(const booking& booked, const payment_id& payment, const std::string& currency) {
  const auto& details = *booked.details;
  if (details.paid_by == payment)
    return details.kept.currency == currency;
  auto is_due = [&](const open_refund& each) {
    return each.payment == payment && each.amount.currency == currency;
  };
  auto was_due = [&](const payment_entry& entry) {
    return entry.payment == payment && entry.status == payment_status::refunded &&
           entry.returned.currency == currency;
  };
  return std::ranges::any_of(details.refunds, is_due) ||
         std::ranges::any_of(details.payments, was_due);
}

/// Whether all that went back exceeds what was left of the payment.
bool is_all_excess(const payment_reversed& fact) { return fact.excess && fact.amount.value == 0; }

/// Money is reversed of the payment that a PAID booking was paid by. What exceeds that may be of
/// any payment that was received.
objection check_payer(const payment_reversed& fact, const booking& booked) {
  if (is_all_excess(fact)) {
    if (was_received(booked, fact.payment, fact.amount.currency))
      return std::nullopt;
    return sentence("payment ", fact.payment.text, " is reversed, but booking ", booked.number,
                    " has no such payment in ", fact.amount.currency);
  }
  if (booked.status != booking_status::paid)
    return sentence("a payment of booking ", booked.number, " is reversed, but it is ",
                    word_for(booked.status));
  if (booked.details->paid_by != fact.payment)
    return sentence("payment ", fact.payment.text, " is reversed, but booking ", booked.number,
                    " was paid by ", booked.details->paid_by->text);
  return std::nullopt;
}

/// Only a dispute or a total exceeds what is left, and by what it does not take of that. A part of
/// a refund that is due is an excess of a total, and a dispute takes it of what is left.
objection check_excess(const payment_reversed& fact, const booking& booked, std::int64_t left) {
  auto excess = fact.excess.value_or(0);
  if (fact.excess && excess < 1)
    return sentence("the excess of payment ", fact.payment.text, " is ", excess);
  if (fact.excess && !fact.total && !fact.dispute)
    return sentence("payment ", fact.payment.text, " has an excess without a dispute or a total");
  auto waits = false;
  for (const auto& each : booked.details->refunds) {
    if (each.payment != fact.payment)
      continue;
    waits = fact.total && is_all_excess(fact);
    if ((!fact.dispute && !waits) || each.amount.value - excess <= fact.amount.value)
      return sentence("payment ", fact.payment.text, " is reversed, but ", each.amount,
                      " of it is due back");
  }
  if (fact.excess && !waits && fact.amount.value != left)
    return sentence("payment ", fact.payment.text, " is exceeded by ", excess, ", but ", left,
                    " is left of it");
  return std::nullopt;
}

} // namespace

objection auditor::books::check(const booking_paid& fact, const booking& booked) {
  if (sale_ || fact.method || fact.by)
    if (auto wrong = check_sale(fact))
      return wrong;
  auto late = is_late(fact.how);
  if (booked.status != (late ? booking_status::expired : booking_status::confirmed))
    return sentence("booking ", booked.number, " is paid", late ? " late" : "", ", but it is ",
                    word_for(booked.status));
  if (has_entry(booked, fact.payment, payment_status::success))
    return sentence("payment ", fact.payment.text, " of booking ", booked.number,
                    " was taken before");
  if (fact.amount.value != booked.amount || fact.amount.currency != state_.plan->body.currency)
    return sentence("booking ", booked.number, " is paid with ", fact.amount, ", but it costs ",
                    booked.amount, " ", state_.plan->body.currency);
  if (auto wrong = late ? check_late(fact, booked) : check_in_time(booked))
    return wrong;
  if (free_ == booked.number && pays_free(fact)) {
    has_paid_free_ = true;
    if (fact.paid_at != at_)
      return sentence("booking ", booked.number, " costs nothing, but is paid at another time");
  }
  till_.receive(fact.amount);
  return std::nullopt;
}

objection auditor::books::check_in_time(const booking& booked) const {
  if (at_ >= booked.pay_by)
    return sentence("booking ", booked.number, " is paid ", at_ - booked.pay_by,
                    " ms after its payBy, and not as a late delivery");
  // After the checks so far no other booking can own them, unless evolve() is wrong.
  for (auto seat : booked.seats)
    if (auto owner = state_.seats[seat].owner; owner != booked.number)
      return sentence("booking ", booked.number, " buys seat ", name_of(seat), ", but booking ",
                      owner, " has it");
  return std::nullopt;
}

objection auditor::books::check_late(const booking_paid& fact, const booking& booked) const {
  if (booked.pay_by == 0)
    return sentence("booking ", booked.number, " is paid, but it was never confirmed");
  if (fact.paid_at > booked.pay_by)
    return sentence("booking ", booked.number, " is paid, but the money came ",
                    fact.paid_at - booked.pay_by, " ms too late");
  if (at_ >= state_.plan->body.starts_at)
    return sentence("booking ", booked.number, " is paid after the show has begun");
  if (state_.sales == sales_status::cancelled)
    return sentence("booking ", booked.number, " is paid, but the show is cancelled");
  for (auto seat : booked.seats)
    if (auto why = taken(seat, -1))
      return sentence("booking ", booked.number, " buys seat ", name_of(seat), ", but ", *why);
  return std::nullopt;
}

objection auditor::books::check(const payment_failed& fact, const booking& booked) {
  if (has_entry(booked, fact.payment, payment_status::failed))
    return sentence("payment ", fact.payment.text, " of booking ", booked.number, " failed before");
  return std::nullopt;
}

objection auditor::books::check(const refund_completed& fact, const booking& booked) {
  const open_refund* due = nullptr;
  for (const auto& each : booked.details->refunds) {
    auto is_better = due == nullptr || (due->amount != fact.amount && each.amount == fact.amount);
    if (each.payment == fact.payment && is_better)
      due = &each;
  }
  if (due == nullptr)
    return sentence("payment ", fact.payment.text, " of booking ", booked.number,
                    " is returned, but it is not due back");
  if (due->amount != fact.amount)
    return sentence(fact.amount, " of payment ", fact.payment.text, " is returned, but ",
                    due->amount, " is due back");
  auto seq = due->seq != 0 ? std::optional{due->seq} : std::nullopt;
  if (fact.due != seq)
    return sentence("the refund of seq ", fact.due.value_or(0), " is returned, but the oldest of ",
                    fact.amount, " that is due is that of seq ", due->seq);
  if (auto wrong = check_total(fact, booked))
    return wrong;
  if (auto wrong = check_dispute(fact, booked, goes_on_with_dispute()))
    return wrong;
  if (fact.dispute)
    disputed_ = seq_;
  till_.give_back(fact.amount);
  return std::nullopt;
}

/// Whether the event before was a refund that a dispute settled, in the same append.
bool auditor::books::goes_on_with_dispute() const {
  return disputed_ + 1 == seq_ && state_.last_at == at_;
}

/// What a PAID booking has left of its payment may be taken back by the provider.
objection auditor::books::check(const payment_reversed& fact, const booking& booked) {
  const auto& details = *booked.details;
  if (auto wrong = check_payer(fact, booked))
    return wrong;
  auto is_payer = booked.status == booking_status::paid && details.paid_by == fact.payment;
  auto left = is_payer ? details.kept.value : 0;
  if (auto wrong = check_excess(fact, booked, left))
    return wrong;
  for (const auto& each : details.payments)
    if (!fact.total && !fact.dispute && each.payment == fact.payment &&
        each.status == payment_status::refunded && each.total == 0 && each.dispute.empty() &&
        each.returned == fact.amount)
      return sentence(fact.amount, " of payment ", fact.payment.text, " went back before");
  if (!is_all_excess(fact) && (fact.amount.currency != details.kept.currency ||
                               fact.amount.value < 1 || fact.amount.value > left))
    return sentence(fact.amount, " of payment ", fact.payment.text, " is reversed, but ",
                    details.kept, " is left of it");
  if (auto wrong = check_total(fact, booked, fact.excess.value_or(0)))
    return wrong;
  if (auto wrong = check_dispute(fact, booked, goes_on_with_dispute()))
    return wrong;
  if (!is_all_excess(fact) && fact.amount.value == left)
    reversed_ = booked.number;
  till_.give_back(fact.amount);
  return std::nullopt;
}

/// Whether something becomes due back if the booking ends. Logs from before bookings could change
/// have refunds of 0 for bookings that cost nothing.
bool auditor::books::keeps_money(const booking& booked) {
  const auto& details = *booked.details;
  auto was_free = (details.paid_by && details.paid_by->text == free_payment) ||
                  booked.rule == review_rule::counter;
  auto never_cost = booked.amount == 0 && details.requested_seats.empty();
  return details.kept.value != 0 || (never_cost && !was_free);
}

objection auditor::books::check(const refund_due& fact, const booking& booked) {
  if (owed_)
    return check_owed(fact, booked);
  if (has_entry(booked, fact.payment, payment_status::success))
    return sentence("payment ", fact.payment.text, " of booking ", booked.number,
                    " was taken before");
  if (is_over(booked))
    return sentence("booking ", booked.number, " ran out, and its BookingExpired is missing");
  auto reason = why_returned(fact, booked);
  if (!reason)
    return sentence("payment ", fact.payment.text, " is due back as ", name(fact.reason),
                    ", but it buys the seats of booking ", booked.number);
  if (*reason != fact.reason)
    return sentence("payment ", fact.payment.text, " of booking ", booked.number,
                    " is due back as ", name(fact.reason), ", but the reason is ", name(*reason));
  till_.receive(fact.amount);
  return std::nullopt;
}

/// The money of a PAID booking that was cancelled, or gave seats back, just before.
objection auditor::books::check_owed(const refund_due& fact, const booking& booked) {
  auto owed = *std::exchange(owed_, std::nullopt);
  const auto& paid = *booked.details;
  const money amount{owed.amount, paid.kept.currency};
  if (paid.paid_by != fact.payment || amount != fact.amount || paid.paid_at != fact.paid_at)
    return sentence("booking ", booked.number, " was paid by ", amount, " in payment ",
                    paid.paid_by->text, ", but another payment, amount or paidAt is due back");
  if (fact.reason != owed.reason)
    return sentence("payment ", fact.payment.text, " of booking ", booked.number,
                    " is due back as ", name(fact.reason), ", but the reason is ",
                    name(owed.reason));
  return std::nullopt;
}

/// The first reason of spec section 5's list that holds; nothing if the money buys the seats.
std::optional<refund_reason> auditor::books::why_returned(const refund_due& fact,
                                                          const booking& booked) const {
  switch (booked.status) {
  case booking_status::paid: return refund_reason::already_paid;
  case booking_status::rejected: return refund_reason::rejected;
  case booking_status::cancelled: return refund_reason::cancelled;
  case booking_status::in_review: return refund_reason::not_confirmed;
  case booking_status::confirmed:
  case booking_status::expired: break;
  }
  if (booked.pay_by == 0)
    return refund_reason::not_confirmed;
  if (fact.amount.currency != state_.plan->body.currency)
    return refund_reason::wrong_currency;
  if (fact.amount.value != booked.amount)
    return refund_reason::wrong_amount;
  if (booked.status == booking_status::confirmed)
    return std::nullopt;
  if (fact.paid_at > booked.pay_by || at_ >= state_.plan->body.starts_at)
    return refund_reason::too_late;
  if (state_.sales == sales_status::cancelled)
    return refund_reason::show_cancelled;
  return are_gone(booked) ? std::optional{refund_reason::seats_gone} : std::nullopt;
}

/// Whether another booking has a seat of an expired booking. What ran out does not count.
bool auditor::books::are_gone(const booking& booked) const {
  auto stands = [&](booking_number other) { return !is_over(*state_.find(other)); };
  return std::any_of(booked.seats.begin(), booked.seats.end(), [&](seat_index index) {
    if (index >= state_.seats.size()) // The hall does not have it any more.
      return true;
    const auto& seat = state_.seats[index];
    return seat.blocked || (seat.owner != 0 && stands(seat.owner)) ||
           std::any_of(seat.claims.begin(), seat.claims.end(), stands);
  });
}

} // namespace boxoffice::events
