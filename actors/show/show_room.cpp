#include "actors/show/show_room.hpp"

#include "actors/protocol/question_names.hpp"
#include "actors/protocol/reply_port.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/snapshot.hpp"
#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::actors {

using namespace events;

namespace {

/// Delay before a node that lost its database, or the lease on its shows, tries again.
constexpr std::chrono::milliseconds retry_delay{500};
constexpr const char* lease_over = "the node's lease on its shows is over";

} // namespace

show_room::show_room(caf::actor_config& config, show_id id, std::shared_ptr<const show_deps> deps,
                     std::int64_t epoch)
    : show_actor::base{config}, deps_{std::move(deps)}, epoch_{epoch} {
  state_.id = std::move(id);
  set_exception_handler(
      [shared = deps_](std::exception_ptr& thrown) { return shared->when_thrown(thrown); });
}

show_room::behavior_type show_room::make_behavior() {
  deps_->env.probe->starts.entered.add();
  send(deps_->reader, recover_show{state_.id, address()});
  return {
      [this](show_asks& batch) { receive(std::move(batch)); },
      [this](const recovered& stream) { begin(stream); },
      [this](timer_due due) { handle_timer(due); },
      [this](granted) { take_turn(); },
      [this](offer_leave) { try_to_leave(); },
      [this](leave) { end_after_snapshot(); },
      [this](abandon) { end_abandoned(); },
  };
}

void show_room::receive(show_asks&& batch) {
  asks_received_ += batch.size();
  if (!loaded_) {
    std::move(batch.begin(), batch.end(), std::back_inserter(deferred_.edit()));
    return;
  }
  deps_->env.probe->asks.left.add(batch.size());
  if (!deps_->env.holds_lease())
    return refuse(std::move(batch), lease_over);
  for (auto& ask : batch)
    handle(std::move(ask));
  submit();
}

/// Sent at once: a refusal depends on nothing that would have to be durable first.
void show_room::refuse(show_asks&& batch, const std::string& why) {
  std::vector<addressed_reply> out;
  for (auto& ask : batch)
    out.push_back({std::move(ask.reply_to), unavailable{why}});
  send_replies(std::move(out));
}

void show_room::begin(const recovered& stream) {
  if (!*stream.show && stream.show->error().what == storage::storage_error::kind::unreachable) {
    refuse_deferred(stream.show->error().detail);
    deps_->env.probe->starts.entered.add();
    delayed_send(deps_->reader, retry_delay, recover_show{state_.id, address()});
    return;
  }
  loaded_ = true;
  if (*stream.show) {
    state_ = std::move((*stream.show)->state);
    head_ = (*stream.show)->head;
    snapshot_seq_ = (*stream.show)->snapshot_seq;
    durable_->seq.store(state_.seq, std::memory_order_release);
    line_ = deps_->env.clock->line_of(
        state_.last_at, std::max(deps_->rules.payment_window_ms, deps_->rules.review_hold_ms));
    if (!state_.under_review.empty())
      set(timers_.arm_review(true, until_review()));
    arm();
  } else {
    unreadable_.edit() = stream.show->error().detail;
  }
  auto batch = std::move(deferred_.edit());
  deferred_.reset();
  asks_received_ -= batch.size(); // receive() counts them again.
  receive(std::move(batch));
}

void show_room::refuse_deferred(const std::string& why) {
  if (deferred_.has_value()) {
    deps_->env.probe->asks.left.add(deferred_->size());
    refuse(std::move(deferred_.edit()), why);
  }
  deferred_.reset();
}

void show_room::handle(show_ask&& ask) {
  if (unreadable_.has_value())
    return respond(ask.reply_to, unavailable{*unreadable_});
  const auto before = state_.seq;
  std::visit(
      [&]<class Question>(Question& what) {
        if constexpr (std::is_same_v<Question, request_booking> ||
                      std::is_same_v<Question, sell_seats>)
          on(ask.reply_to, std::move(what), std::move(ask.mail));
        else if constexpr (requires { on(ask.reply_to, std::move(what)); })
          on(ask.reply_to, std::move(what));
        else
          on_operator_command(ask.reply_to, std::move(what));
      },
      ask.what);
  if (const auto& log = deps_->env.log; log.takes(logging::level::debug, logging::log_module::show))
    log.write(logging::level::debug, logging::log_module::show, ask.reply_to.tag,
              "show {}: {}, {} events", state_.id.text, question_name(ask.what),
              state_.seq - before);
}

void show_room::record(std::vector<event>&& fresh, time_ms at) {
  if (fresh.empty())
    return;
  line_ = std::max(line_, at - deps_->env.clock->steady());
  deps_->env.clock->stamped(at);
  auto had_open_work = state_.has_open_work();
  auto& appended = current_append();
  std::vector<recorded> records;
  records.reserve(fresh.size());
  for (auto& fact : fresh) {
    records.push_back({state_.seq + 1, at, std::move(fact)});
    const auto& added = records.back();
    appended.records.push_back(encode_record(added, state_.id, head_));
    evolve(state_, added);
    count(added);
    if (watchers_.has_value())
      notify_booking_watchers(added);
  }
  for (auto& row : storage::rows_of(records, state_, had_open_work))
    out_.edit().batch.rows.push_back(std::move(row));
  if (state_.seq - snapshot_seq_ >= events_until_snapshot(state_))
    take_snapshot();
  arm();
}

storage::stream_append& show_room::current_append() {
  auto& appends = out_.edit().batch.appends;
  if (appends.empty())
    appends.push_back({state_.id, state_.seq + 1, {}, epoch_});
  return appends.back();
}

/// A snapshot without events names the epoch too: another node may have the show by now.
void show_room::take_snapshot() {
  static_cast<void>(current_append());
  out_.edit().batch.rows.push_back(storage::snapshot_row(state_, head_));
  snapshot_seq_ = state_.seq;
}

void show_room::respond(const return_address& to, reply&& what) {
  out_.edit().replies.push_back({to, std::move(what)});
}

void show_room::submit() {
  if (!out_.has_value())
    return;
  if (!out_->batch.appends.empty() && !out_->batch.appends.back().records.empty())
    notify_seat_watchers(out_->batch.appends.back().first_seq - 1);
  auto out = std::move(out_.edit());
  out_.reset();
  auto appends = !out.batch.appends.empty() || !out.batch.rows.empty();
  auto waits_for_writer = durable_->seq.load(std::memory_order_acquire) < state_.seq;
  if (!waits_for_writer && !appends) {
    if (!deps_->env.holds_lease())
      for (auto& each : out.replies)
        each.reply = unavailable{lease_over};
    return send_replies(std::move(out.replies));
  }
  if (!appends && out.replies.empty())
    return;
  out.durable = durable_;
  deps_->env.probe->appends.entered.add();
  caf::anon_send(deps_->writer, std::move(out));
}

time_ms show_room::now() const {
  auto on_its_line = line_ + deps_->env.clock->steady();
  return stream_time(state_, std::max(deps_->env.now(), on_its_line));
}

// ---- timers

void show_room::handle_timer(timer_due due) {
  if (timers_.ring(due, !state_.unpaid.empty()))
    send(deps_->throttle, acquire{address()});
}

void show_room::take_turn() {
  if (timers_.begin_turn()) {
    send(deps_->throttle, released{});
    return quit();
  }
  if (!deps_->env.holds_lease()) {
    for (const auto& again : timers_.postpone(retry_delay.count()))
      set(again);
    send(deps_->throttle, released{});
    return;
  }
  if (timers_.take_due(timer::review))
    review();
  if (timers_.take_due(timer::expiry))
    expire();
  arm();
  submit();
  send(deps_->throttle, released{});
}

void show_room::review() {
  auto at = now();
  count_review(at);
  auto decided = decide(state_, hold_review{at, deps_->env.random()}, deps_->rules);
  record(std::move(decided.value()), at);
}

void show_room::expire() {
  auto at = now();
  auto decided = decide(state_, expire_holds{at}, deps_->rules);
  record(std::move(decided.value()), at);
}

/// For claims that are older than this actor: until the review that they would have had, or until
/// the oldest expires if that is sooner.
std::int64_t show_room::until_review() const {
  auto wait = std::min(deps_->rules.review_interval_ms, deps_->rules.review_hold_ms);
  auto oldest = state_.find(*state_.under_review.begin())->requested_at;
  return std::clamp<std::int64_t>(oldest + wait - now(), 0, wait);
}

void show_room::arm() {
  set(timers_.arm_review(!state_.under_review.empty(), deps_->rules.review_interval_ms));
  if (state_.unpaid.empty())
    return;
  if (auto deadline = state_.unpaid.next(); timers_.expires_too_late_for(deadline))
    set(timers_.arm_expiry(deadline, now()));
}

void show_room::set(const std::optional<alarm>& one) {
  if (one)
    delayed_send(this, std::chrono::milliseconds{one->delay_ms}, timer_due{one->due});
}

void show_room::try_to_leave() {
  auto all_durable = durable_->seq.load(std::memory_order_acquire) == state_.seq;
  if (!loaded_ || timers_.waits_for_turn() || state_.has_open_work() || !all_durable)
    return;
  if (release_watchers()) // They are about to ask again.
    return;
  if (auto directory = caf::actor_cast<caf::strong_actor_ptr>(deps_->directory))
    send(caf::actor_cast<show_directory_actor>(directory),
         may_leave{state_.id, asks_received_, needs_snapshot() ? state_.bookings.size() : 0});
}

void show_room::end_after_snapshot() {
  refuse_deferred("the show moves to another node");
  if (needs_snapshot())
    take_snapshot();
  submit();
  end();
}

void show_room::end_abandoned() {
  refuse_deferred(lease_over);
  end();
}

/// A turn that is acquired must be released, or the throttle would count it for ever.
void show_room::end() {
  refuse_watchers("the show moves to another node");
  if (timers_.may_end_now())
    quit();
}

} // namespace boxoffice::actors
