// What a show records for monitoring.
#include "actors/show/show_room.hpp"

namespace boxoffice::actors {

using namespace events;

namespace {

/// Counts an event after it was applied. Every event that is not listed is not counted.
struct event_counter {
  show_probe& probe;
  const show_state& state;
  time_ms at;

  void operator()(const booking_requested&) const { probe.requested.add(); }
  void operator()(const booking_confirmed& fact) const {
    if (fact.rule == review_rule::counter)
      probe.reviewed.count(fact.rule); // No review had to be waited for.
    else
      count_decision(fact.number, fact.rule);
  }
  void operator()(const booking_rejected& fact) const { count_decision(fact.number, fact.rule); }
  void operator()(const booking_expired& fact) const {
    probe.expired.count(fact.reason);
    const auto& ended = *state.find(fact.number);
    auto due = fact.reason == expiry_reason::payment_timeout
                   ? ended.pay_by
                   : ended.requested_at + state.rules.review_hold_ms;
    probe.expiry_lag.record(at - due);
  }
  void operator()(const booking_cancelled& fact) const { probe.cancelled.count(fact.by); }
  void operator()(const booking_paid& fact) const {
    probe.paid.count(fact.how);
    probe.seats_sold.add(state.find(fact.number)->seats.size());
  }
  void operator()(const payment_failed&) const { probe.payments_failed.add(); }
  void operator()(const refund_due& fact) const { probe.refunds_due.count(fact.reason); }
  void operator()(const refund_completed&) const { probe.refunds_completed.add(); }
  void operator()(const payment_reversed& fact) const {
    if (fact.amount.value != 0)
      probe.payments_reversed.add();
    if (fact.excess)
      probe.refunds_in_excess.add();
  }
  template <class Other>
  void operator()(const Other&) const {}

private:
  void count_decision(booking_number number, review_rule rule) const {
    probe.reviewed.count(rule);
    probe.decision.record(at - state.find(number)->requested_at);
  }
};

/// Nobody owes the cinema that money, and no list of refunds has it.
void warn_of_excess(const payment_reversed& fact, const show_state& state,
                    const logging::logger& log) {
  const auto& booked = *state.find(fact.number);
  auto by = fact.dispute ? "dispute " + *fact.dispute : std::string{"refunds at the provider"};
  log.warn(logging::log_module::show,
           "{} took {} {} of payment {} of booking {} for which nothing was due and nothing left",
           by, *fact.excess, fact.amount.currency, fact.payment.text,
           to_text(reference_of(state.id, fact.number, booked.secret)));
}

} // namespace

void show_room::count(const recorded& fact) {
  std::visit(event_counter{deps_->env.probe->shows.own(), state_, fact.at}, fact.event);
  const auto* back = std::get_if<payment_reversed>(&fact.event);
  if (back != nullptr && back->excess)
    warn_of_excess(*back, state_, deps_->env.log);
}

/// The oldest claim has armed the timer, because a review leaves none.
void show_room::count_review(time_ms at) {
  if (state_.under_review.empty())
    return;
  auto oldest = state_.find(*state_.under_review.begin())->requested_at;
  deps_->env.probe->shows.own().review_lag.record(at - oldest - deps_->rules.review_interval_ms);
}

} // namespace boxoffice::actors
