#include "actors/webhook/webhook_service.hpp"

#include "actors/webhook/webhook_registry.hpp"

#include <future>

namespace boxoffice::actors {

webhook_service::webhook_service(caf::actor_system& system, dispatcher_deps deps,
                                 std::size_t most_endpoints) {
  auto shared = std::make_shared<const dispatcher_deps>(std::move(deps));
  registry_ = shared->own_thread
                  ? system.spawn<webhook_registry, caf::detached>(shared, most_endpoints)
                  : system.spawn<webhook_registry>(shared, most_endpoints);
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
