#include "events/explain/explain.hpp"

#include "events/explain/money_text.hpp"
#include "events/explain/review.hpp"
#include "events/explain/show_change.hpp"
#include "events/explain/words.hpp"
#include "events/state/lines.hpp"
#include "events/time_text.hpp"

#include <cassert>

namespace boxoffice::events {

namespace {

using paragraph_list = std::vector<std::string>;

/// Explains one event of the booking. The state is that before the event.
class event_explainer {
public:
  event_explainer(const show_state& before, const booking& booked, time_ms at)
      : before_{before}, booked_{booked}, at_{to_rfc3339(at)}, at_ms_{at} {}

  paragraph_list operator()(const booking_confirmed& fact) const {
    if (fact.rule == review_rule::counter)
      return {"It was sold at the counter at once, without a review, because nobody had claimed, "
              "held or bought one of the seats."};
    return explain_decision(before_, booked_, at_ms_, fact);
  }
  paragraph_list operator()(const booking_rejected& fact) const {
    return explain_decision(before_, booked_, at_ms_, fact);
  }

  paragraph_list operator()(const booking_expired& fact) const {
    auto recorded = " This was recorded at " + at_;
    if (fact.round)
      recorded += ", in review round " + std::to_string(*fact.round);
    switch (fact.reason) {
    case expiry_reason::review_timeout:
      return {"No review decided on " + self() + " within the " +
              span_text(before_.rules.review_hold_ms) +
              " for which a request keeps its seats, so it expired." + recorded + '.'};
    case expiry_reason::payment_timeout:
      return {"Until " + to_rfc3339(booked_.pay_by) + ' ' + self() +
              " was not paid, so it expired and its seats became free." + recorded + '.'};
    }
    assert(false);
    return {};
  }

  paragraph_list operator()(const booking_cancelled& fact) const {
    return {"At " + at_ + ' ' + cancellation(fact) + ", " + stage() + '.'};
  }

  paragraph_list operator()(const booking_paid& fact) const {
    if (fact.amount.value == 0 && fact.payment.text == free_payment)
      return {"It cost nothing" + std::string{booked_.decided_at == at_ms_ ? "" : " any more"} +
              ", so " + self() + " was paid with " +
              (booked_.decided_at == at_ms_ ? "its confirmation" : "that return") + ", at " + at_ +
              ", and " + its_seats() + " sold to it."};
    if (fact.method)
      return {"It was paid there " + method_text(*fact.method, fact.amount) + by(fact.by) +
              ", with the reference " + fact.payment.text + "."};
    auto payment = "Payment " + fact.payment.text + " of " + to_text(fact.amount);
    if (!is_late(fact.how))
      return {payment + ", made at " + to_rfc3339(fact.paid_at) + ", arrived in time at " + at_ +
              ", so " + self() + " was paid and " + its_seats() + " sold to it."};
    return {payment + " arrived at " + at_ + ", when the time to pay was over. But it had been " +
            "made at " + to_rfc3339(fact.paid_at) + ", in time, and all the seats were still " +
            "free, so " + self() + " was paid after all and " + its_seats() + " sold to it."};
  }

  paragraph_list operator()(const payment_failed& fact) const {
    auto text = "At " + at_ + " the payment provider reported that payment " + fact.payment.text +
                " of " + to_text(fact.amount) + " had failed.";
    if (booked_.status == booking_status::confirmed && at_ms_ < booked_.pay_by)
      text += " Another payment could still be made before " + to_rfc3339(booked_.pay_by) + '.';
    return {std::move(text)};
  }

  paragraph_list operator()(const refund_due& fact) const {
    if (booked_.details->paid_by == fact.payment)
      return {"So the " + to_text(fact.amount) + " of payment " + fact.payment.text +
              " became due back at " + at_ + ", because " + why(fact) + '.'};
    return {"Payment " + fact.payment.text + " of " + to_text(fact.amount) + ", made at " +
            to_rfc3339(fact.paid_at) + ", arrived at " + at_ +
            ". It bought nothing and became due back, because " + why(fact) + '.'};
  }

  paragraph_list operator()(const booking_moved& fact) const {
    return {"At " + at_ + " the operator of the box office" + by(fact.by) + " moved " + self() +
            " from " + listed(fact.from) + " to " + listed(fact.to) + ". What it costs stayed " +
            price() + '.'};
  }

  paragraph_list operator()(const seats_returned& fact) const {
    auto left = money{booked_.amount - fact.amount.value, fact.amount.currency};
    return {"At " + at_ + " the operator of the box office" + by(fact.by) + " put " +
            listed(fact.seats) + " of " + self() + " on sale again. " +
            (fact.seats.size() == 1 ? "It had" : "They had") + " cost " + to_text(fact.amount) +
            ", so " + to_text(left) + " was left for the other seats."};
  }

  paragraph_list operator()(const payment_reversed& fact) const {
    if (fact.amount.value == 0)
      return {"At " + at_ + " the payment provider reported " +
              (fact.dispute ? "dispute " + *fact.dispute : std::string{"refunds"}) +
              " of payment " + fact.payment.text + '.' + excess_of(fact)};
    auto left = booked_.details->kept.value - fact.amount.value;
    auto of_payment = " of payment " + fact.payment.text;
    auto text = "At " + at_ + " the payment provider reported ";
    text += fact.dispute ? "dispute " + *fact.dispute + of_payment + ", which took back " +
                               to_text(fact.amount) + " that was not due back."
                         : "that it had taken back " + to_text(fact.amount) + of_payment +
                               ", although nothing was due back.";
    if (left != 0)
      text += ' ' + std::string{"The booking stayed as it was, with "} +
              to_text(money{left, fact.amount.currency}) + " left of the payment.";
    return {text + excess_of(fact)};
  }

  paragraph_list operator()(const refund_completed& fact) const {
    if (fact.dispute)
      return {"At " + at_ + " the payment provider reported dispute " + *fact.dispute +
              " of payment " + fact.payment.text + ", which took back the " + to_text(fact.amount) +
              " that was due back."};
    return {"At " + at_ + " the payment provider reported that the " + to_text(fact.amount) +
            " of payment " + fact.payment.text + " had been paid back."};
  }

  paragraph_list operator()(const seat_admitted& fact) const {
    auto at_gate = fact.gate ? " at gate " + *fact.gate : "";
    if (!fact.scanned_at)
      return {"At " + at_ + " the holder of seat " + fact.seat.text + " was admitted" + at_gate +
              '.'};
    return {"At " + to_rfc3339(*fact.scanned_at) + ", by the clock of the scanner, the holder of " +
            "seat " + fact.seat.text + " was admitted" + at_gate + ". This was recorded at " + at_ +
            '.'};
  }

  template <class Event>
  paragraph_list operator()(const Event&) const {
    return {};
  }

private:
  /// A sentence behind others; empty without an excess.
  [[nodiscard]] static std::string excess_of(const payment_reversed& fact) {
    if (!fact.excess)
      return "";
    return ' ' + to_text(money{*fact.excess, fact.amount.currency}) +
           " went back for which nothing was due and nothing was left of the payment.";
  }
  [[nodiscard]] std::string self() const { return named(booked_.number); }
  [[nodiscard]] static std::string method_text(payment_method method, const money& amount) {
    switch (method) {
    case payment_method::cash: return "in cash, " + to_text(amount);
    case payment_method::card: return "by card, " + to_text(amount);
    case payment_method::complimentary: return "with nothing, as a complimentary ticket";
    }
    assert(false);
    return {};
  }
  [[nodiscard]] static std::string by(const operator_proof& proof) {
    return proof ? " (by " + *proof + ')' : "";
  }
  [[nodiscard]] static std::string listed(const std::vector<seat_id>& seats) {
    std::vector<std::string> names;
    for (const auto& seat : seats)
      names.push_back(seat.text);
    return (names.size() == 1 ? "seat " : "seats ") + joined(names);
  }
  [[nodiscard]] std::string its_seats() const {
    return the_seats(before_, booked_.seats) + (booked_.seats.size() == 1 ? " was" : " were");
  }

  [[nodiscard]] std::string cancellation(const booking_cancelled& fact) const {
    switch (fact.by) {
    case canceller::by_customer: return "the customer cancelled " + self();
    case canceller::by_operator:
      return "the operator of the box office" + by(fact.operator_by) + " cancelled " + self();
    case canceller::show_cancelled: return "the show was cancelled and " + self() + " with it";
    case canceller::payment_reversed:
      return self() + " was cancelled, because nothing was left of its payment";
    }
    assert(false);
    return {};
  }

  /// How far the booking had come when it was cancelled.
  [[nodiscard]] std::string stage() const {
    switch (booked_.status) {
    case booking_status::in_review: return "before a review had decided on it";
    case booking_status::confirmed: return "before it was paid";
    case booking_status::paid: return "after it had been paid";
    case booking_status::rejected:
    case booking_status::expired:
    case booking_status::cancelled: return "when it had ended already";
    }
    assert(false);
    return {};
  }

  [[nodiscard]] std::string why(const refund_due& fact) const {
    switch (fact.reason) {
    case refund_reason::already_paid: return self() + " had been paid already";
    case refund_reason::rejected: return self() + " had been rejected";
    case refund_reason::cancelled: return self() + " had been cancelled";
    case refund_reason::not_confirmed: return "no review had confirmed " + self();
    case refund_reason::wrong_currency:
      return self() + " was to be paid in " + before_.plan->body.currency + ", not in " +
             fact.amount.currency;
    case refund_reason::wrong_amount: return self() + " cost " + price();
    case refund_reason::too_late: return too_late(fact);
    case refund_reason::show_cancelled: return "the show had been cancelled";
    case refund_reason::seats_gone: return seats_gone();
    case refund_reason::seats_returned: return "some of its seats had been returned";
    }
    assert(false);
    return {};
  }

  [[nodiscard]] std::string too_late(const refund_due& fact) const {
    if (fact.paid_at > booked_.pay_by)
      return "it was made after " + to_rfc3339(booked_.pay_by) + ", when the time to pay was over";
    return "the time to pay was over and the show had begun at " +
           to_rfc3339(before_.plan->body.starts_at);
  }

  [[nodiscard]] std::string seats_gone() const {
    seat_list removed;
    for (auto seat : booked_.seats)
      if (seat >= before_.plan->seats.size())
        removed.push_back(seat);
    return "the time to pay was over and " +
           (removed.empty() ? "not all of the seats were free any more"
                            : "a change of the show had removed " + the_seats(before_, removed));
  }

  [[nodiscard]] std::string price() const {
    return to_text(money{booked_.amount, before_.plan->body.currency});
  }

  const show_state& before_;
  const booking& booked_;
  std::string at_;
  time_ms at_ms_;
};

/// `A1 (Adult) and A2 (Child)`, without price types `A1 and A2`.
std::string lines_text(const show_state& show, const booking& booked) {
  paragraph_list parts;
  for (const auto& line : lines_of(*show.plan, booked)) {
    const auto* type = line.type ? find_price_type(show.plan->body, *line.type) : nullptr;
    parts.push_back(std::string{show.plan->seats[line.seat].id.text()} +
                    (type != nullptr ? " (" + type->name + ')' : ""));
  }
  return joined(parts);
}

std::string beginning(const show_state& show, const booking& booked, bool chosen) {
  const auto& body = show.plan->body;
  return "Booking " + std::to_string(booked.number) + " asked for " +
         seat_count(booked.seats.size()) + (chosen ? ", for which the show chose " : ", ") +
         lines_text(show, booked) + ", of \"" + body.movie + "\" (show " + show.id.text + ", " +
         body.hall + ", starting at " + to_rfc3339(body.starts_at) + ") at " +
         to_rfc3339(booked.requested_at) + ", for " + to_text(money{booked.amount, body.currency}) +
         '.';
}

std::string standing(const show_state& show, const booking& booked) {
  switch (booked.status) {
  case booking_status::in_review: return "in review: nothing has been decided yet";
  case booking_status::confirmed:
    return "confirmed and not yet paid, and keeps " + the_seats(show, booked.seats) + " until " +
           to_rfc3339(booked.pay_by);
  case booking_status::rejected: return "rejected and has no seats";
  case booking_status::expired: return "expired and has no seats";
  case booking_status::cancelled: return "cancelled and has no seats";
  case booking_status::paid: return "paid and has " + the_seats(show, booked.seats);
  }
  assert(false);
  return {};
}

/// What happened to money that bought nothing.
std::string accounts(const booking& booked) {
  paragraph_list open;
  for (const auto& due : booked.details->refunds)
    open.push_back("the " + to_text(due.amount) + " of payment " + due.payment.text);
  if (!open.empty())
    return "; " + joined(open) + (open.size() == 1 ? " is" : " are") + " still to be paid back";
  for (const auto& entry : booked.details->payments)
    if (entry.status == payment_status::refunded)
      return "; all that was due back has been paid back";
  return "";
}

std::string ending(const show_state& show, const booking& booked) {
  return "After the last event of the show so far, number " + std::to_string(show.seq) + " at " +
         to_rfc3339(show.last_at) + ", " + named(booked.number) + " is " + standing(show, booked) +
         accounts(booked) + '.';
}

} // namespace

booking_explainer::booking_explainer(request_id booking) : booking_{std::move(booking)} {
  show_.id = booking_.show;
}

void booking_explainer::take(const recorded& next) {
  const auto* booked = number_ ? show_.find(*number_) : nullptr;
  if (const auto* changed = std::get_if<show_changed>(&next.event); changed && booked != nullptr)
    for (auto& paragraph : explain_change(show_, *booked, next.at, *changed))
      paragraphs_.push_back(std::move(paragraph));
  if (booked != nullptr && booking_of(next) == number_)
    for (auto& paragraph : std::visit(event_explainer{show_, *booked, next.at}, next.event))
      paragraphs_.push_back(std::move(paragraph));
  evolve(show_, next);
  const auto* requested = std::get_if<booking_requested>(&next.event);
  if (requested == nullptr || requested->id != booking_)
    return;
  number_ = next.seq;
  paragraphs_ = {beginning(show_, *show_.find(next.seq), requested->best_available)};
}

std::optional<std::vector<std::string>> booking_explainer::paragraphs() const {
  const auto* booked = number_ ? show_.find(*number_) : nullptr;
  if (booked == nullptr)
    return std::nullopt;
  auto all = paragraphs_;
  all.push_back(ending(show_, *booked));
  return all;
}

} // namespace boxoffice::events
