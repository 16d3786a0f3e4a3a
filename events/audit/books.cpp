#include "events/audit/books.hpp"

#include "events/event_types.hpp"

#include <limits>

namespace boxoffice::events {

namespace {

std::string_view type_of(const event& fact) {
  return std::visit([]<class Fact>(const Fact&) { return type_name_of<Fact>; }, fact);
}

bool is_of_a_round(const event& fact) {
  if (const auto* expired = std::get_if<booking_expired>(&fact))
    return expired->round.has_value();
  const auto* won = std::get_if<booking_confirmed>(&fact);
  return (won != nullptr && won->rule != review_rule::counter) ||
         std::holds_alternative<booking_rejected>(fact);
}

/// Whether the decision behind such an event expires bookings that ran out first.
bool may_need_expiry(const event& fact) {
  if (const auto* expired = std::get_if<booking_expired>(&fact))
    return !expired->round;
  return std::holds_alternative<booking_requested>(fact) ||
         std::holds_alternative<seats_blocked>(fact) ||
         std::holds_alternative<show_changed>(fact) ||
         std::holds_alternative<booking_moved>(fact) ||
         std::holds_alternative<booking_paid>(fact) || std::holds_alternative<refund_due>(fact);
}

} // namespace

objection auditor::books::take(const recorded& next) {
  if (auto wrong = out_of_place(next))
    return wrong;
  seq_ = next.seq;
  at_ = next.at;
  // Several expiries may come before the event that they make room for.
  if (prelude_ == prelude::new_rules || !std::holds_alternative<booking_expired>(next.event))
    prelude_ = prelude::none;
  if (auto wrong = std::visit([&](const auto& fact) { return examine(fact); }, next.event))
    return wrong;
  free_ = made_free(next.event);
  evolve(state_, next);
  if (round_ && state_.under_review.empty())
    round_.reset();
  return std::nullopt;
}

objection auditor::books::finish() const {
  if (is_unfinished())
    return what_is_missing();
  return till_.difference(state_);
}

objection auditor::books::out_of_place(const recorded& next) const {
  if (next.seq != state_.seq + 1)
    return sentence("event ", next.seq, " comes after event ", state_.seq);
  if (next.at < state_.last_at)
    return sentence("its time is ", state_.last_at - next.at,
                    " ms before that of the event before it");
  if (std::holds_alternative<show_opened>(next.event) == state_.opened())
    return state_.opened() ? "the show is opened again"
                           : "the stream does not begin with ShowOpened";
  if (is_unfinished() && !goes_on_with(next))
    return sentence(type_of(next.event), " cannot come here: ", what_is_missing());
  return std::nullopt;
}

bool auditor::books::is_unfinished() const {
  return sale_ || owed_ || reversed_ || to_end_ || round_ || prelude_ != prelude::none ||
         (free_ != 0 && has_paid_free_);
}

bool auditor::books::goes_on_with(const recorded& next) const {
  if (next.at != state_.last_at)
    return false;
  if (sale_) {
    const auto* won = std::get_if<booking_confirmed>(&next.event);
    const auto* paid = std::get_if<booking_paid>(&next.event);
    return sale_->confirmed ? paid != nullptr && paid->number == sale_->number
                            : won != nullptr && won->number == sale_->number;
  }
  if (pays_free(next.event))
    return true;
  if (free_ != 0 && has_paid_free_)
    return false;
  if (owed_) {
    const auto* due = std::get_if<refund_due>(&next.event);
    return due != nullptr && due->number == owed_->number;
  }
  if (reversed_) {
    const auto* over = std::get_if<booking_cancelled>(&next.event);
    return over != nullptr && over->number == *reversed_;
  }
  if (to_end_) {
    const auto* over = std::get_if<booking_cancelled>(&next.event);
    return over != nullptr && over->by == canceller::show_cancelled && over->number == *to_end_;
  }
  if (round_)
    return is_of_a_round(next.event);
  if (prelude_ == prelude::expiry)
    return may_need_expiry(next.event);
  return !std::holds_alternative<rules_changed>(next.event);
}

/// The CONFIRMED booking that costs nothing from this event on; 0: none.
booking_number auditor::books::made_free(const event& fact) {
  if (const auto* won = std::get_if<booking_confirmed>(&fact))
    return won->rule != review_rule::counter && state_.find(won->number)->amount == 0 ? won->number
                                                                                      : 0;
  const auto* less = std::get_if<seats_returned>(&fact);
  if (less == nullptr)
    return 0;
  has_paid_free_ = true; // Versions that return seats pay such bookings.
  const auto& booked = *state_.find(less->number);
  auto is_free = booked.status == booking_status::confirmed && !is_over(booked) &&
                 booked.amount == less->amount.value;
  return is_free ? less->number : 0;
}

bool auditor::books::pays_free(const event& fact) const {
  const auto* paid = std::get_if<booking_paid>(&fact);
  return free_ != 0 && paid != nullptr && paid->number == free_ &&
         paid->payment.text == free_payment;
}

std::string auditor::books::what_is_missing() const {
  if (sale_)
    return sentence("booking ", sale_->number, " is sold at the counter, and its ",
                    sale_->confirmed ? "BookingPaid" : "BookingConfirmed", " must be next");
  if (free_ != 0 && has_paid_free_)
    return sentence("booking ", free_, " costs nothing, and its BookingPaid must be next");
  if (owed_)
    return sentence("booking ", owed_->number, " was paid and ",
                    owed_->reason == refund_reason::seats_returned ? "has returned seats"
                                                                   : "is cancelled",
                    ", and its RefundDue must be next");
  if (reversed_)
    return sentence("all of the payment of booking ", *reversed_,
                    " was reversed, and its BookingCancelled must be next");
  if (to_end_)
    return sentence("the show is cancelled, and booking ", *to_end_,
                    " must be cancelled with it next");
  if (round_)
    return sentence("round ", round_->number, " has yet to deal with booking ",
                    *state_.under_review.begin(), ", at the same time");
  if (prelude_ == prelude::expiry)
    return sentence(
        "booking ", expired_,
        " was expired outside of a review, before something that must follow at that time");
  return "RulesChanged must be followed by an event of the same time";
}

time_ms auditor::books::end_of(const booking& booked) const {
  switch (booked.status) {
  case booking_status::in_review: return booked.requested_at + state_.rules.review_hold_ms;
  case booking_status::confirmed: return booked.pay_by;
  case booking_status::rejected:
  case booking_status::expired:
  case booking_status::cancelled:
  case booking_status::paid: break;
  }
  return std::numeric_limits<time_ms>::max();
}

template <class Fact>
objection auditor::books::examine(const Fact& fact) {
  if constexpr (requires { fact.operator_by; }) {
    if (fact.operator_by && fact.operator_by->empty())
      return "the operator has an empty name";
  } else if constexpr (requires { fact.by; }) {
    if (fact.by && fact.by->empty())
      return "the operator has an empty name";
  }
  if constexpr (requires { fact.number; }) {
    if (const auto* booked = state_.find(fact.number))
      return check(fact, *booked);
    return sentence("there is no booking ", fact.number);
  } else {
    return check(fact);
  }
}

} // namespace boxoffice::events
