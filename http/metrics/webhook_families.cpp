// The webhooks that the node delivers to.
#include "actors/probe.hpp"
#include "http/api/services.hpp"
#include "http/metrics/exposition.hpp"

namespace boxoffice::http {

void add_webhook_families(metric_families& to, const metrics_sources& from) {
  const auto& probe = from.shared.state.env.probe->webhooks;
  auto deliveries =
      counter_family("boxoffice_webhook_deliveries_total", "Requests to receivers of webhooks.");
  for (auto end : events::all_values<actors::delivery_end>)
    deliveries.add({{"outcome", name(end)}}, sample(probe.deliveries.of(end)));
  deliveries.to(to);
  histogram_family("boxoffice_webhook_delivery_seconds",
                   "Time of such a request, the wait for its turn included.")
      .add({}, probe.delivery.values())
      .to(to);
  counter_family("boxoffice_webhook_dead_letters_total",
                 "Events that a receiver did not take within webhook.give_up.")
      .add({}, sample(probe.dead_letters.value()))
      .to(to);
  auto endpoints = gauge_family("boxoffice_webhooks", "Webhooks that this node delivers to.");
  auto behind = gauge_family("boxoffice_webhook_events_behind",
                             "Events that are to be delivered by this node, over all webhooks.");
  for (auto state : events::all_values<actors::delivery_state>) {
    endpoints.add({{"state", name(state)}}, sample(probe.endpoints.of(state)));
    if (state != actors::delivery_state::disabled) // Its events are not counted.
      behind.add({{"state", name(state)}}, sample(probe.events_behind.of(state)));
  }
  endpoints.to(to);
  behind.to(to);
}

} // namespace boxoffice::http
