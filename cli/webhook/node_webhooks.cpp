#include "cli/webhook/node_webhooks.hpp"

#include "actors/webhook/webhook_service.hpp"
#include "cli/command.hpp"
#include "storage/postgres/shared_rows.hpp"

namespace boxoffice::cli {

namespace {

constexpr auto most_stop_time = std::chrono::seconds{2};

http::webhook_client_options client_options_of(const settings& chosen) {
  http::webhook_client_options out;
  out.limits.addresses = address_policy_of(chosen);
  out.limits.timeout = chosen.webhook.timeout;
  out.max_in_flight = chosen.webhook.max_in_flight;
  return out;
}

actors::delivery_limits limits_of(const webhook_settings& chosen) {
  return {chosen.in_flight, chosen.backoff.count(), chosen.max_backoff.count(),
          chosen.give_up.count()};
}

std::shared_ptr<const actors::shared_rows> shared_rows_of(const settings& chosen) {
  auto rows = std::make_shared<storage::postgres_shared_rows>(postgres_options_of(chosen));
  return std::make_shared<actors::shared_rows>(actors::shared_rows{
      [rows](const auto& change) { return rows->alone(change); },
      [rows](const auto& change) { return rows->beside(change); },
      [rows](const auto& id, const auto& visit) { return rows->each_behind(id, visit); },
      [rows] { return rows->backlogs(); }});
}

} // namespace

http::address_policy address_policy_of(const settings& chosen) {
  return {chosen.webhook.allow_private, chosen.webhook.allowed_networks};
}

node_webhooks::node_webhooks(const settings& chosen, node_runtime& runtime, storage::event_log& log,
                             const actors::entrance_actor& entrance) {
  options_.addresses = address_policy_of(chosen);
  client_ = std::make_shared<http::webhook_client>(client_options_of(chosen));
  auto& engine = runtime.engine();
  std::optional<actors::webhook_peers> peers;
  if (chosen.cluster.enabled && !shares_log(chosen))
    peers = {entrance, chosen.cluster.node};
  options_.service = std::make_shared<actors::webhook_service>(
      runtime.system(),
      actors::dispatcher_deps{log, engine.writer(),
                              // Dispatchers may end later than the client.
                              [client = std::weak_ptr{client_}](auto&& what, auto&& then) {
                                if (auto to = client.lock())
                                  to->send(std::move(what), std::move(then));
                              },
                              limits_of(chosen.webhook), engine.env(), true,
                              shares_log(chosen) ? shared_rows_of(chosen) : nullptr},
      chosen.webhook.max_endpoints, std::move(peers), engine.directory());
}

node_webhooks::~node_webhooks() = default;

actors::shard_holder_actor node_webhooks::shard_holder() const {
  return options_.service ? options_.service->shard_holder() : actors::shard_holder_actor{};
}

void node_webhooks::stop() {
  if (options_.service)
    options_.service->stop(most_stop_time);
}

} // namespace boxoffice::cli
