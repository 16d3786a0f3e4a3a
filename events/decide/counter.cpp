// Sales at the counter (spec section 6).
#include "events/decide/booking.hpp"
#include "events/decide/payment.hpp"

#include <utility>

namespace boxoffice::events {

namespace {

/// Whether the server made that reference, because the sale came without one.
bool is_made(const payment_id& payment) {
  return payment.text.starts_with(made_reference) &&
         payment.text.size() == made_reference.size() + 2 * bytes16{}.size();
}

/// Whether the sale is paid as the earlier one of its key was. One without a reference gets another
/// one each time.
bool paid_alike(const booking& earlier, const sell_seats& sale) {
  const auto& details = *earlier.details;
  return details.method == sale.method && details.paid_by &&
         (*details.paid_by == sale.payment || (is_made(*details.paid_by) && is_made(sale.payment)));
}

} // namespace

request_booking request_of(const sell_seats& sale) {
  request_booking request{sale.at,    sale.id,       sale.customer,
                          sale.seats, sale.key_hash, sale.formerly};
  request.types = sale.types;
  request.best_available = sale.best_available;
  return request;
}

std::vector<field_error> errors_in(const sell_seats& sale, const rules& rules) {
  auto errors = errors_in(request_of(sale), rules);
  record_payment payment{0, {}, sale.payment, payment_status::failed, {0, "XXX"}, std::nullopt};
  for (auto& each : errors_in(payment))
    errors.push_back({"reference", std::move(each.detail)});
  return errors;
}

decision events_for(const show_state& show, const sell_seats& sale, const rules& rules) {
  if (auto errors = errors_in(sale, rules); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  auto request = request_of(sale);
  auto decided = request_events(show, request, rules, sales_channel::counter);
  if (!decided)
    return decided;
  if (decided->empty()) {
    if (!paid_alike(*requested_booking(show, request), sale))
      return refused(errc::idempotency_key_reused);
    return decided;
  }
  auto& events = *decided;
  auto& requested = std::get<booking_requested>(events.back());
  if (sale.method == payment_method::complimentary)
    requested.amount.value = 0;
  auto amount = requested.amount;
  // decide() puts RulesChanged before these events if the rules are not the stream's.
  auto number = show.seq + events.size() + (show.rules != rules ? 1U : 0U);
  auto pay_by = sale.at + rules.payment_window_ms;
  events.emplace_back(booking_confirmed{number, {}, review_rule::counter, {}, pay_by});
  events.emplace_back(booking_paid{number, sale.payment, std::move(amount), sale.at,
                                   paid_how::in_time, sale.method, sale.by});
  return decided;
}

} // namespace boxoffice::events
