#include "events/explain/explain.hpp"

#include "events/explain/words.hpp"
#include "events/money_text.hpp"
#include "events/time_text.hpp"

#include <cassert>

namespace boxoffice::events {

namespace {

using paragraphs = std::vector<std::string>;

/// Tells one event of the booking; the state is that before it.
class narrator {
public:
  narrator(const show_state& before, const booking& told, time_ms at)
      : before_{before}, told_{told}, at_{to_rfc3339(at)}, at_ms_{at} {}

  paragraphs operator()(const booking_confirmed& fact) const {
    return verdict_chapter(before_, told_, at_ms_, fact);
  }
  paragraphs operator()(const booking_rejected& fact) const {
    return verdict_chapter(before_, told_, at_ms_, fact);
  }

  paragraphs operator()(const booking_expired& fact) const {
    auto recorded = " This was recorded at " + at_;
    if (fact.round)
      recorded += ", in review round " + std::to_string(*fact.round);
    switch (fact.reason) {
    case expiry_reason::review_timeout:
      return {"No review decided on " + self() + " within the " +
              span_text(before_.rules.review_hold_ms) +
              " for which a request keeps its seats, so it expired." + recorded + '.'};
    case expiry_reason::payment_timeout:
      return {"Until " + to_rfc3339(told_.pay_by) + ' ' + self() +
              " was not paid, so it expired and its seats became free." + recorded + '.'};
    }
    assert(false);
    return {};
  }

  paragraphs operator()(const booking_cancelled& fact) const {
    return {"At " + at_ + ' ' + cancellation(fact) + ", " + stage() + '.'};
  }

  paragraphs operator()(const booking_paid& fact) const {
    auto payment = "Payment " + fact.payment.text + " of " + to_text(fact.amount);
    if (!is_late(fact.how))
      return {payment + ", made at " + to_rfc3339(fact.paid_at) + ", arrived in time at " + at_ +
              ", so " + self() + " was paid and " + its_seats() + " sold to it."};
    return {payment + " arrived at " + at_ + ", when the time to pay was over. But it had been " +
            "made at " + to_rfc3339(fact.paid_at) + ", in time, and all the seats were still " +
            "free, so " + self() + " was paid after all and " + its_seats() + " sold to it."};
  }

  paragraphs operator()(const payment_failed& fact) const {
    auto text = "At " + at_ + " the payment provider reported that payment " + fact.payment.text +
                " of " + to_text(fact.amount) + " had failed.";
    if (told_.status == booking_status::confirmed && at_ms_ < told_.pay_by)
      text += " Another payment could still be made before " + to_rfc3339(told_.pay_by) + '.';
    return {std::move(text)};
  }

  paragraphs operator()(const refund_due& fact) const {
    if (told_.details->paid_by == fact.payment)
      return {"So the " + to_text(fact.amount) + " of payment " + fact.payment.text +
              " became due back at " + at_ + ", because " + why(fact) + '.'};
    return {"Payment " + fact.payment.text + " of " + to_text(fact.amount) + ", made at " +
            to_rfc3339(fact.paid_at) + ", arrived at " + at_ +
            ". It bought nothing and became due back, because " + why(fact) + '.'};
  }

  paragraphs operator()(const refund_completed& fact) const {
    return {"At " + at_ + " the payment provider reported that the " + to_text(fact.amount) +
            " of payment " + fact.payment.text + " had been paid back."};
  }

  template <class Event>
  paragraphs operator()(const Event&) const {
    return {};
  }

private:
  [[nodiscard]] std::string self() const { return named(told_.number); }
  [[nodiscard]] std::string its_seats() const {
    return the_seats(before_, told_.seats) + (told_.seats.size() == 1 ? " was" : " were");
  }

  [[nodiscard]] std::string cancellation(const booking_cancelled& fact) const {
    switch (fact.by) {
    case canceller::by_customer: return "the customer cancelled " + self();
    case canceller::by_operator:
      return "the operator of the box office" +
             (fact.operator_by ? " (by " + *fact.operator_by + ')' : "") + " cancelled " + self();
    case canceller::show_cancelled: return "the show was cancelled and " + self() + " with it";
    }
    assert(false);
    return {};
  }

  /// How far the booking had come when it was cancelled.
  [[nodiscard]] std::string stage() const {
    switch (told_.status) {
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
    case refund_reason::seats_gone:
      return "the time to pay was over and not all of the seats were free any more";
    }
    assert(false);
    return {};
  }

  [[nodiscard]] std::string too_late(const refund_due& fact) const {
    if (fact.paid_at > told_.pay_by)
      return "it was made after " + to_rfc3339(told_.pay_by) + ", when the time to pay was over";
    return "the time to pay was over and the show had begun at " +
           to_rfc3339(before_.plan->body.starts_at);
  }

  [[nodiscard]] std::string price() const {
    return to_text(money{told_.amount, before_.plan->body.currency});
  }

  const show_state& before_;
  const booking& told_;
  std::string at_;
  time_ms at_ms_;
};

std::string beginning(const show_state& show, const booking& told) {
  const auto& body = show.plan->body;
  return "Booking " + std::to_string(told.number) + " asked for " + seat_count(told.seats.size()) +
         ", " + seats_text(show, told.seats) + ", of \"" + body.movie + "\" (show " + show.id.text +
         ", " + body.hall + ", starting at " + to_rfc3339(body.starts_at) + ") at " +
         to_rfc3339(told.requested_at) + ", for " + to_text(money{told.amount, body.currency}) +
         '.';
}

std::string standing(const show_state& show, const booking& told) {
  switch (told.status) {
  case booking_status::in_review: return "in review: nothing has been decided yet";
  case booking_status::confirmed:
    return "confirmed and not yet paid, and keeps " + the_seats(show, told.seats) + " until " +
           to_rfc3339(told.pay_by);
  case booking_status::rejected: return "rejected and has no seats";
  case booking_status::expired: return "expired and has no seats";
  case booking_status::cancelled: return "cancelled and has no seats";
  case booking_status::paid: return "paid and has " + the_seats(show, told.seats);
  }
  assert(false);
  return {};
}

/// What is left to say of money that came and bought nothing.
std::string accounts(const booking& told) {
  paragraphs open;
  for (const auto& due : told.details->refunds)
    open.push_back("the " + to_text(due.amount) + " of payment " + due.payment.text);
  if (!open.empty())
    return "; " + joined(open) + (open.size() == 1 ? " is" : " are") + " still to be paid back";
  for (const auto& entry : told.details->payments)
    if (entry.status == payment_status::refunded)
      return "; all that was due back has been paid back";
  return "";
}

std::string ending(const show_state& show, const booking& told) {
  return "After the last event of the show so far, number " + std::to_string(show.seq) + " at " +
         to_rfc3339(show.last_at) + ", " + named(told.number) + " is " + standing(show, told) +
         accounts(told) + '.';
}

} // namespace

storyteller::storyteller(request_id booking) : booking_{std::move(booking)} {
  show_.id = booking_.show;
}

void storyteller::take(const recorded& next) {
  const auto* told = number_ ? show_.find(*number_) : nullptr;
  if (told != nullptr && booking_of(next) == number_)
    for (auto& paragraph : std::visit(narrator{show_, *told, next.at}, next.event))
      paragraphs_.push_back(std::move(paragraph));
  evolve(show_, next);
  const auto* asked = std::get_if<booking_requested>(&next.event);
  if (asked == nullptr || asked->id != booking_)
    return;
  number_ = next.seq;
  paragraphs_ = {beginning(show_, *show_.find(next.seq))};
}

std::optional<std::vector<std::string>> storyteller::story() const {
  const auto* told = number_ ? show_.find(*number_) : nullptr;
  if (told == nullptr)
    return std::nullopt;
  auto all = paragraphs_;
  all.push_back(ending(show_, *told));
  return all;
}

} // namespace boxoffice::events
