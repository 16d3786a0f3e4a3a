#include "actors/webhook/endpoint_dispatcher.hpp"

#include "actors/boot_clock.hpp"
#include "actors/webhook/webhook_changes.hpp"

#include <algorithm>

#include <sys/resource.h>

namespace boxoffice::actors {

using events::show_id;
using events::time_ms;
using namespace std::chrono_literals;

namespace {

/// Beside busy threads it gets about a tenth of a core.
constexpr int dispatcher_niceness = 10;
/// Reads and deliveries without a pause.
constexpr int reads_a_turn = 64;
/// Until the log is read again after an error.
constexpr time_ms read_retry_ms = 1'000;
/// Cursors that have changed are written at once if there are so many.
constexpr std::size_t changes_a_write = 500;
/// The row's last success may be this old.
constexpr time_ms success_age_ms = 60'000;
/// The longest timer, because the clock may be set meanwhile.
constexpr time_ms longest_timer_ms = 60'000;
constexpr const char* gone = "the receiver answered 410 Gone";

std::function<double()> randomness_of(const environment& env) {
  return [random = env.random] {
    const auto bits = random();
    constexpr auto steps = 65'536.0;
    return (bits[0] * 256.0 + bits[1]) / steps;
  };
}

} // namespace

endpoint_dispatcher::endpoint_dispatcher(caf::actor_config& config,
                                         storage::webhook_endpoint endpoint,
                                         std::shared_ptr<const dispatcher_deps> deps,
                                         std::shared_ptr<shared_webhook_view> view,
                                         std::int64_t epoch)
    : endpoint_dispatcher_actor::base{config},
      endpoint_{std::move(endpoint)},
      deps_{std::move(deps)},
      view_{std::move(view)},
      gauge_{deps_->env.probe},
      epoch_{epoch},
      wanted_{endpoint_.events.begin(), endpoint_.events.end()},
      success_written_{endpoint_.last_success} {
  set_exception_handler(ends_process(deps_->env));
}

endpoint_dispatcher::behavior_type endpoint_dispatcher::make_behavior() {
  if (deps_->own_thread) // Linux counts priorities by thread, and 0 is the calling one.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, dispatcher_niceness));
  send(this, delivery_due{});
  if (deps_->shared)
    send(this, look_due{});
  return {
      [this](const streams_appended& news) { note(news); },
      [this](delivery_done& ended) { take(ended); },
      [this](delivery_due) {
        armed_ = 0;
        if (runs_ == 0 || (run_ == nullptr && endpoint_.disabled.empty()))
          begin();
        pump();
      },
      [this](cursors_due) {
        write_armed_ = false;
        write_changes();
      },
      [this](look_due) { look_and_rearm(); },
      [this](const rows_written& outcome) { take(outcome); },
      [this](change_endpoint& request) { change(std::move(request)); },
      [this](resend_dead& more) {
        if (run_)
          std::move(more.dead.begin(), more.dead.end(), std::back_inserter(run_->resends));
        pump();
      },
      [this](end_dispatch& request) { end(std::move(request)); },
  };
}

std::string endpoint_dispatcher::run::key_of(const show_id& show, std::uint64_t seq) {
  return show.text + ' ' + std::to_string(seq);
}

/// Finds what the log has behind the cursors. Later events are announced.
void endpoint_dispatcher::begin() {
  ++runs_;
  if (!endpoint_.disabled.empty()) {
    auto dead = storage::count_dead_letters(deps_->log, endpoint_.id);
    dead_ = dead ? *dead : 0;
    return;
  }
  run_ = std::make_unique<run>(deps_->limits, randomness_of(deps_->env), endpoint_.last_success);
  if (auto found = find_what_is_behind(); !found) {
    deps_->env.log.error(logging::log_module::webhook, "webhook {}: the log cannot be read: {}",
                         endpoint_.id, found.error().detail);
    run_.reset();
    arm(deps_->env.now());
  }
}

void endpoint_dispatcher::pump() {
  if (when_ended_)
    write_changes();
  auto now = deps_->env.now();
  if (!may_deliver())
    arm(now);
  else if (run_ && !when_ended_)
    send_some(now);
  publish(now);
}

/// What one turn may send, so that messages do not wait long.
void endpoint_dispatcher::send_some(time_ms now) {
  auto reads = 0;
  for (; reads < reads_a_turn; ++reads) {
    if (send_resend(now))
      continue;
    auto step = run_->plan.next(now);
    if (const auto* reading = std::get_if<delivery_plan::read_step>(&step)) {
      if (!read(*reading))
        run_->plan.postpone(*reading, now + read_retry_ms);
    } else if (const auto* sending = std::get_if<delivery_plan::send_step>(&step)) {
      post(sending->show, *sending->event, false);
    } else {
      break;
    }
  }
  if (reads == reads_a_turn)
    send(this, delivery_due{});
  else
    arm(now);
  if (run_->plan.changed() >= changes_a_write)
    write_changes();
  else if (run_->plan.changed() > 0)
    write_later();
}

/// True if it sent a dead letter, or dropped one.
bool endpoint_dispatcher::send_resend(time_ms now) {
  auto others_first = run_->health.is_down() && run_->plan.shows_behind() > 0;
  if (run_->resends.empty() || others_first || !run_->health.may_send(now))
    return false;
  auto dead = std::move(run_->resends.front());
  run_->resends.pop_front();
  auto key = run::key_of(dead.show, dead.seq);
  auto read = storage::events_of(deps_->log, dead.show, dead.seq - 1, 1);
  if (!read || read->empty() || run_->resent.contains(key))
    return true; // It stays dead; the operator can ask again.
  run_->resent.emplace(key, dead);
  run_->health.begin();
  post(dead.show, read->front(), true);
  return true;
}

void endpoint_dispatcher::post(const show_id& show, const storage::stored_event& event,
                               bool resent) {
  auto what = make_delivery(show, event, endpoint_, deps_->env.now());
  auto self = caf::actor_cast<endpoint_dispatcher_actor>(this);
  deps_->client(std::move(what), [self, show, seq = event.record.seq, run = runs_,
                                  receiver = receivers_, resent, probe = deps_->env.probe,
                                  began = boot_clock::now()](delivery_outcome&& outcome) {
    count_delivery(probe->webhooks, outcome, boot_clock::now() - began);
    caf::anon_send(self, delivery_done{show, seq, run, receiver, resent, std::move(outcome)});
  });
}

void endpoint_dispatcher::take(delivery_done& ended) {
  if (!run_ || ended.run != runs_)
    return;
  if (ended.receiver != receivers_ && ended.outcome.status == gone_status)
    ended.outcome.status = 0; // The one before is gone; the present one was not asked.
  auto now = deps_->env.now();
  note_result(ended.outcome, now);
  if (ended.resent)
    take_resent(ended);
  else
    conclude(ended, run_->plan.finish(ended.show, ended.outcome, now));
  pump();
}

void endpoint_dispatcher::note_result(const delivery_outcome& outcome, time_ms now) {
  if (outcome.delivered()) {
    endpoint_.last_success = now;
    auto is_news = success_written_ <= endpoint_.last_error_at;
    if (is_news || now - success_written_ >= success_age_ms) {
      endpoint_changed_ = true;
      write_later();
    }
    return;
  }
  endpoint_.last_error = outcome.error;
  endpoint_.last_error_at = now;
  endpoint_changed_ = true;
  write_later();
}

void endpoint_dispatcher::conclude(const delivery_done& ended,
                                   const delivery_plan::conclusion& what) {
  switch (what.is) {
  case delivery_plan::verdict::go_on: return;
  case delivery_plan::verdict::dead:
    ++dead_;
    deps_->env.probe->webhooks.dead_letters.add();
    deps_->env.log.warn(logging::log_module::webhook,
                        "webhook {}: event {} of show {} is a dead letter: {}", endpoint_.id,
                        what.seq, ended.show.text, ended.outcome.error);
    return write_changes({storage::dead_letter_row(
        endpoint_.id, {ended.show, what.seq, what.cursor.since, deps_->env.now(),
                       what.cursor.attempts + 1, ended.outcome.error, false})});
  case delivery_plan::verdict::disable:
    return disable(
        ended.outcome.status == gone_status ? gone : "no delivery succeeded until the time limit");
  }
}

/// A dead letter gets one attempt.
void endpoint_dispatcher::take_resent(const delivery_done& ended) {
  auto found = run_->resent.find(run::key_of(ended.show, ended.seq));
  auto dead = std::move(found->second);
  run_->resent.erase(found);
  if (run_->health.end(ended.show, ended.outcome, deps_->env.now()))
    run_->plan.wake_all();
  if (ended.outcome.delivered()) {
    --dead_;
    return write_changes({storage::dead_letter_removal(endpoint_.id, ended.show, ended.seq)});
  }
  dead.due = false;
  dead.at = deps_->env.now();
  ++dead.attempts;
  dead.error = ended.outcome.error;
  write_changes({storage::dead_letter_row(endpoint_.id, dead)});
  if (ended.outcome.status == gone_status)
    disable(gone);
}

void endpoint_dispatcher::disable(const std::string& reason) {
  actors::disable(endpoint_, reason, deps_->env.now());
  endpoint_changed_ = true;
  deps_->env.log.warn(logging::log_module::webhook, "webhook {} is disabled: {}", endpoint_.id,
                      reason);
  write_changes();
  run_.reset();
}

void endpoint_dispatcher::arm(time_ms now) {
  auto may_send = run_ && may_deliver();
  auto due = may_send ? run_->plan.due(now) : now + read_retry_ms;
  if (may_send && !run_->resends.empty())
    if (auto paused = run_->health.paused_until(now); paused != 0)
      due = due == 0 ? paused : std::min(due, paused);
  if (due == 0)
    return;
  due = std::min(due, now + longest_timer_ms);
  if (armed_ != 0 && armed_ <= due)
    return;
  armed_ = due;
  delayed_send(this, std::chrono::milliseconds{std::max<time_ms>(due - now, 1)}, delivery_due{});
}

void endpoint_dispatcher::publish(time_ms now) {
  webhook_view view{endpoint_};
  view.dead_letters = dead_;
  if (run_) {
    view.down = run_->health.is_down();
    view.shows_behind = run_->plan.shows_behind();
    view.events_behind = run_->plan.events_behind();
    if (auto due = run_->plan.due(now); due > now)
      view.next_attempt = due;
  }
  gauge_.set(view);
  view_->set(std::move(view));
}

} // namespace boxoffice::actors
