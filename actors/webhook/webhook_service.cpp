#include "actors/webhook/webhook_service.hpp"

#include "actors/webhook/shared/shared_registry.hpp"
#include "actors/webhook/webhook_registry.hpp"

#include <future>

namespace boxoffice::actors {

namespace {

template <class Registry>
auto spawn_registry(caf::actor_system& system, std::shared_ptr<const dispatcher_deps> deps,
                    std::size_t most_endpoints) {
  return deps->own_thread ? system.spawn<Registry, caf::detached>(deps, most_endpoints)
                          : system.spawn<Registry>(deps, most_endpoints);
}

} // namespace

webhook_service::webhook_service(caf::actor_system& system, dispatcher_deps deps,
                                 std::size_t most_endpoints, std::optional<webhook_peers> peers,
                                 show_directory_actor directory) {
  deps.has_peers = peers.has_value();
  auto shared = std::make_shared<const dispatcher_deps>(std::move(deps));
  if (peers) {
    auto registry = system.spawn<partitioned_registry>(shared, most_endpoints, std::move(*peers));
    registry_ = registry;
    caf::anon_send(directory, serve_webhooks{registry});
    return;
  }
  if (!shared->shared) {
    registry_ = spawn_registry<webhook_registry>(system, shared, most_endpoints);
    return;
  }
  auto registry = spawn_registry<shared_registry>(system, shared, most_endpoints);
  registry_ = registry;
  shards_ = registry;
}

webhook_service::~webhook_service() {
  caf::anon_send(registry_, end_webhooks{[] {}});
  caf::anon_send_exit(registry_, caf::exit_reason::user_shutdown);
}

void webhook_service::ask(webhook_question what, webhook_respond respond) {
  caf::anon_send(registry_, webhook_ask{std::move(what), std::move(respond)});
}

void webhook_service::stop(std::chrono::milliseconds most) {
  auto ended = std::make_shared<std::promise<void>>();
  caf::anon_send(registry_, end_webhooks{[ended] { ended->set_value(); }});
  static_cast<void>(ended->get_future().wait_for(most));
}

} // namespace boxoffice::actors
