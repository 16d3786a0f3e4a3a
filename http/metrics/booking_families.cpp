// Bookings, payments, shows.
#include "actors/probe.hpp"
#include "events/commands.hpp"
#include "events/currencies.hpp"
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"

#include <cmath>

namespace boxoffice::http {

namespace {

using actors::show_probe;

const actors::node_probe& node_of(const metrics_sources& from) {
  return *from.shared.state.env.probe;
}

template <class Read>
double shows_sum(const metrics_sources& from, Read read) {
  return sample(node_of(from).shows.sum(read));
}

bool is_of_winners(events::review_rule rule) {
  switch (rule) {
  case events::review_rule::uncontested:
  case events::review_rule::most_seats:
  case events::review_rule::won_draw:
  case events::review_rule::counter: return true;
  case events::review_rule::fewer_seats:
  case events::review_rule::lost_draw: return false;
  }
  std::abort(); // All enumerators return above.
}

void add_outcomes(metric_families& to, const metrics_sources& from) {
  counter_family("boxoffice_booking_requests_total", "Accepted booking requests.")
      .add({}, shows_sum(from, [](const show_probe& one) { return one.requested.value(); }))
      .to(to);
  auto all = counter_family("boxoffice_bookings_total",
                            "Transitions of bookings, by the status reached and the rule.");
  for (auto rule : events::all_values<events::review_rule>)
    all.add({{"outcome", is_of_winners(rule) ? "confirmed" : "rejected"}, {"rule", name(rule)}},
            shows_sum(from, [=](const show_probe& one) { return one.reviewed.of(rule); }));
  for (auto reason : events::all_values<events::expiry_reason>)
    all.add({{"outcome", "expired"}, {"rule", name(reason)}},
            shows_sum(from, [=](const show_probe& one) { return one.expired.of(reason); }));
  for (auto by : events::all_values<events::canceller>)
    all.add({{"outcome", "cancelled"}, {"rule", name(by)}},
            shows_sum(from, [=](const show_probe& one) { return one.cancelled.of(by); }));
  for (auto how : events::all_values<events::paid_how>)
    all.add({{"outcome", "paid"}, {"rule", name(how)}},
            shows_sum(from, [=](const show_probe& one) { return one.paid.of(how); }));
  all.to(to);
  counter_family("boxoffice_seats_sold_total", "Seats of bookings that became PAID.")
      .add({}, shows_sum(from, [](const show_probe& one) { return one.seats_sold.value(); }))
      .to(to);
}

void add_lags(metric_families& to, const metrics_sources& from) {
  const auto& shows = node_of(from).shows;
  histogram_family("boxoffice_booking_decision_seconds",
                   "Time from a booking request to the decision of the review.")
      .add({}, shows.sum([](const show_probe& one) { return one.decision.values(); }))
      .to(to);
  histogram_family("boxoffice_review_lag_seconds", "How much later than due a review was held.")
      .add({}, shows.sum([](const show_probe& one) { return one.review_lag.values(); }))
      .to(to);
  histogram_family("boxoffice_expiry_lag_seconds",
                   "How much later than due a claim or hold that ran out was recorded.")
      .add({}, shows.sum([](const show_probe& one) { return one.expiry_lag.values(); }))
      .to(to);
}

void add_payments(metric_families& to, const metrics_sources& from) {
  auto all = counter_family("boxoffice_payments_total",
                            "Payment events, by outcome and reason. Repeated callbacks are none.");
  for (auto how : events::all_values<events::paid_how>)
    all.add({{"outcome", "paid"}, {"reason", name(how)}},
            shows_sum(from, [=](const show_probe& one) { return one.paid.of(how); }));
  for (auto reason : events::all_values<events::refund_reason>)
    all.add({{"outcome", "refund_due"}, {"reason", name(reason)}},
            shows_sum(from, [=](const show_probe& one) { return one.refunds_due.of(reason); }));
  all.add({{"outcome", "failed"}},
          shows_sum(from, [](const show_probe& one) { return one.payments_failed.value(); }));
  all.add({{"outcome", "refunded"}},
          shows_sum(from, [](const show_probe& one) { return one.refunds_completed.value(); }));
  all.add({{"outcome", "reversed"}},
          shows_sum(from, [](const show_probe& one) { return one.payments_reversed.value(); }));
  all.to(to);
}

void add_unknown_payments(metric_families& to, const metrics_sources& from) {
  const auto& probe = from.shared.payments;
  auto count = counter_family("boxoffice_unknown_payments_total",
                              "Signed payment callbacks that name an unknown booking.");
  for (auto status : events::all_values<events::payment_status>)
    count.add({{"status", name(status)}}, sample(probe.callbacks.of(status)));
  count.to(to);
  auto money = counter_family("boxoffice_unknown_payments_amount_total",
                              "Money of SUCCESS callbacks that name an unknown booking, in units "
                              "of the currency. Repeated callbacks count again.");
  for (std::size_t i = 0; i < probe.amounts.size(); ++i) {
    auto minor = probe.amounts[i].value();
    if (minor == 0)
      continue;
    auto known = i < events::currencies().size();
    auto code = known ? events::currencies()[i].code : std::string_view{"other"};
    money.add({{"currency", code}},
              sample(minor) / std::pow(10, known ? events::currencies()[i].minor_units : 2));
  }
  money.to(to);
}

void add_failed_refunds(metric_families& to, const metrics_sources& from) {
  counter_family("boxoffice_failed_refunds_total",
                 "Messages of the payment provider that a refund did not reach the customer.")
      .add({}, sample(from.shared.payments.failed_refunds.value()))
      .to(to);
}

void add_unmatched_refunds(metric_families& to, const metrics_sources& from) {
  counter_family("boxoffice_unmatched_refunds_total",
                 "Refunds and disputes at the payment provider that were refused, or exceed what "
                 "was due and left of their payment.")
      .add({{"outcome", "refused"}},
           shows_sum(from, [](const show_probe& one) { return one.refunds_refused.value(); }))
      .add({{"outcome", "excess"}},
           shows_sum(from, [](const show_probe& one) { return one.refunds_in_excess.value(); }))
      .to(to);
}

} // namespace

void add_booking_families(metric_families& to, const metrics_sources& from) {
  add_outcomes(to, from);
  add_lags(to, from);
  add_payments(to, from);
  add_unknown_payments(to, from);
  add_failed_refunds(to, from);
  add_unmatched_refunds(to, from);
  gauge_family("boxoffice_shows_resident", "Shows in memory.")
      .add({}, sample(node_of(from).resident_shows.value()))
      .to(to);
}

} // namespace boxoffice::http
