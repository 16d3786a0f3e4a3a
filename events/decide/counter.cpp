// Sales at the counter (spec section 6).
#include "events/decide/booking.hpp"
#include "events/decide/payment.hpp"

#include <utility>

namespace boxoffice::events {

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
  auto decided = request_events(show, request_of(sale), rules, sales_channel::counter);
  if (!decided || decided->empty())
    return decided;
  auto& events = *decided;
  auto& request = std::get<booking_requested>(events.back());
  if (sale.method == payment_method::complimentary)
    request.amount.value = 0;
  auto amount = request.amount;
  // decide() puts RulesChanged before these events if the rules are not the stream's.
  auto number = show.seq + events.size() + (show.rules != rules ? 1U : 0U);
  auto pay_by = sale.at + rules.payment_window_ms;
  events.emplace_back(booking_confirmed{number, {}, review_rule::counter, {}, pay_by});
  events.emplace_back(booking_paid{number, sale.payment, std::move(amount), sale.at,
                                   paid_how::in_time, sale.method, sale.by});
  return decided;
}

} // namespace boxoffice::events
