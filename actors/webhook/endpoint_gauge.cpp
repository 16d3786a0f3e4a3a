#include "actors/webhook/endpoint_gauge.hpp"

namespace boxoffice::actors {

namespace {

delivery_state delivery_state_of(const webhook_view& view) {
  if (!view.endpoint.disabled.empty())
    return delivery_state::disabled;
  auto failing = view.down || view.endpoint.last_error_at > view.endpoint.last_success;
  return failing ? delivery_state::failing : delivery_state::active;
}

} // namespace

void endpoint_gauge::add(std::int64_t sign) {
  probe_->webhooks.endpoints.add(state_, sign);
  probe_->webhooks.events_behind.add(state_, sign * behind_);
}

void endpoint_gauge::set(const webhook_view& view) {
  clear();
  state_ = delivery_state_of(view);
  behind_ = static_cast<std::int64_t>(view.events_behind);
  counted_ = true;
  add(1);
}

void endpoint_gauge::clear() {
  if (std::exchange(counted_, false))
    add(-1);
}

void count_delivery(webhook_probe& to, const delivery_outcome& outcome,
                    std::chrono::nanoseconds took) {
  to.delivery.record(took);
  if (outcome.delivered())
    to.deliveries.count(delivery_end::delivered);
  else
    to.deliveries.count(outcome.status == 0 ? delivery_end::no_response : delivery_end::refused);
}

} // namespace boxoffice::actors
