// The rows of a dispatcher: changes of its endpoint, and how far it got.
#include "actors/webhook/endpoint_dispatcher.hpp"

namespace boxoffice::actors {

namespace {

/// A cursor is written this long after it has changed.
constexpr std::chrono::milliseconds until_written{500};
constexpr std::size_t most_known_shows = 10'000;

} // namespace

void endpoint_dispatcher::change(change_endpoint&& request) {
  auto before = endpoint_;
  if (auto refused = request.change(endpoint_))
    return request.respond(*refused);
  endpoint_changed_ = true;
  view_->set_endpoint(endpoint_); // The response comes from the writer's thread.
  write_changes(
      {}, [view = view_, now = endpoint_, respond = std::move(request.respond)](bool durable) {
        if (durable)
          return respond(view->get_with(now));
        respond(webhook_refusal::unavailable);
      });
  wanted_ = {endpoint_.events.begin(), endpoint_.events.end()};
  receivers_ += endpoint_.url != before.url ? 1 : 0;
  if (!endpoint_.disabled.empty()) {
    run_.reset();
  } else if (!run_ || endpoint_.switched_at != before.switched_at ||
             (deps_->shared && !find_dead_letters())) { // Another node may have marked some.
    begin();
  } else {
    run_->plan.reload();
    if (endpoint_.url != before.url)
      run_->health.forget_failures(), run_->plan.wake_all();
  }
  pump();
}

/// Without the rows nothing of the run is certain: it begins again behind what the log has.
void endpoint_dispatcher::take(const rows_written& outcome) {
  --unwritten_;
  if (!outcome.durable && !when_ended_) {
    run_.reset();
    endpoint_changed_ = true;
    write_later();
    arm(deps_->env.now());
  } else if (unwritten_ == 0 && run_) {
    run_->plan.forget_idle(most_known_shows);
  }
  end_if_written();
}

void endpoint_dispatcher::end(end_dispatch&& request) {
  when_ended_ = std::move(request.then);
  write_changes();
  end_if_written();
}

void endpoint_dispatcher::end_if_written() {
  if (!when_ended_ || unwritten_ != 0)
    return;
  when_ended_();
  quit();
}

void endpoint_dispatcher::write_later() {
  if (!std::exchange(write_armed_, true))
    delayed_send(this, until_written, cursors_due{});
}

void endpoint_dispatcher::write_changes(std::vector<storage::row_change> more,
                                        std::function<void(bool)> then) {
  if (run_)
    for (const auto& [show, cursor] : run_->plan.take_changes())
      more.push_back(storage::webhook_cursor_row(endpoint_.id, show, cursor));
  auto changed = std::exchange(endpoint_changed_, false);
  if (more.empty() && !changed && !then)
    return;
  if (changed)
    success_written_ = endpoint_.last_success;
  ++unwritten_;
  auto self = caf::actor_cast<endpoint_dispatcher_actor>(this);
  auto written = write_endpoint_rows(
      deps_->writer, deps_->shared.get(),
      {endpoint_, changed, std::move(more), epoch_, [self, then = std::move(then)](bool durable) {
         if (then)
           then(durable);
         caf::anon_send(self, rows_written{durable});
       }});
  if (written)
    write_failed_ = false;
  else
    note_failed_write(written.error());
}

void endpoint_dispatcher::note_failed_write(const storage::storage_error& error) {
  deposed_ = deposed_ || error.what == storage::storage_error::kind::deposed;
  if (!std::exchange(write_failed_, true))
    deps_->env.log.warn(logging::log_module::webhook, "webhook {}: its progress is not written: {}",
                        endpoint_.id, error.detail);
}

} // namespace boxoffice::actors
