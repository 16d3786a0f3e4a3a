#include "actors/log/log_keeper.hpp"

#include "actors/protocol/reply_port.hpp"
#include "storage/side_rows.hpp"

#include <cstdlib>

namespace boxoffice::actors {

log_keeper::log_keeper(caf::actor_config& config, storage::event_log& log, environment env)
    : log_keeper_actor::base{config}, log_{log}, env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

log_keeper::behavior_type log_keeper::make_behavior() {
  return {
      [this](const node_ask& ask) {
        if (const auto* erase = std::get_if<erase_customer>(&ask.what))
          send_replies({{ask.reply_to, on(*erase)}});
        else if (const auto* copy = std::get_if<back_up>(&ask.what))
          send_replies({{ask.reply_to, on(*copy, ask.reply_to.tag)}});
      },
  };
}

reply log_keeper::on(const erase_customer& request) {
  auto purged = storage::forget(log_, request.customers, request.mail);
  // The operator can ask again: the erasure was not confirmed.
  if (!purged && purged.error().what == storage::storage_error::kind::unreachable)
    return unavailable{purged.error().detail};
  if (!purged) {
    env_.fail_stop(purged.error());
    std::abort(); // fail_stop() must not return: the erasure may be incomplete.
  }
  return customer_erased{*purged};
}

reply log_keeper::on(const back_up& request, const logging::request_tag& tag) {
  auto copied = log_.back_up(request.directory);
  if (copied)
    return backed_up{};
  env_.log.write(logging::level::error, logging::log_module::log, tag, "a backup failed: {}",
                 copied.error().detail);
  return backed_up{copied.error()};
}

} // namespace boxoffice::actors
