#include "actors/show/show_room.hpp"

#include "actors/protocol/reply_port.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/snapshot.hpp"
#include "events/decide/decide.hpp"

#include <algorithm>

namespace boxoffice::actors {

using namespace events;

namespace {

/// Until a node that lost its database, or its lease on the shows, looks again.
constexpr std::chrono::milliseconds look_again{500};
constexpr const char* not_in_charge = "the node's lease on its shows is over";

} // namespace

show_room::show_room(caf::actor_config& config, show_id id, std::shared_ptr<const show_deps> deps,
                     std::int64_t epoch)
    : show_actor::base{config}, deps_{std::move(deps)}, epoch_{epoch} {
  state_.id = std::move(id);
  set_exception_handler(
      [shared = deps_](std::exception_ptr& thrown) { return shared->when_thrown(thrown); });
}

show_room::behavior_type show_room::make_behavior() {
  send(deps_->reader, recover_show{state_.id, address()});
  return {
      [this](show_asks& asked) { receive(std::move(asked)); },
      [this](const recovered& stream) { begin(stream); },
      [this](timer_due due) { fire(due); },
      [this](granted) { take_turn(); },
      [this](offer_leave) { offer(); },
      [this](leave) { go(); },
      [this](abandon) { give_in(); },
  };
}

void show_room::receive(show_asks&& asked) {
  asks_ += asked.size();
  if (!loaded_) {
    std::move(asked.begin(), asked.end(), std::back_inserter(waiting_.edit()));
    return;
  }
  if (!deps_->env.holds_lease())
    return refuse(std::move(asked), not_in_charge);
  for (auto& ask : asked)
    handle(std::move(ask));
  send_off();
}

/// At once: it rests on nothing that would have to be durable first.
void show_room::refuse(show_asks&& asked, const std::string& why) {
  std::vector<addressed_reply> out;
  for (auto& ask : asked)
    out.push_back({std::move(ask.reply_to), unavailable{why}});
  send_replies(std::move(out));
}

void show_room::begin(const recovered& stream) {
  if (!*stream.show && stream.show->error().what == storage::storage_error::kind::unreachable) {
    refuse_waiting(stream.show->error().detail);
    delayed_send(deps_->reader, look_again, recover_show{state_.id, address()});
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
  auto waiting = std::move(waiting_.edit());
  waiting_.reset();
  asks_ -= waiting.size(); // receive() counts them again.
  receive(std::move(waiting));
}

void show_room::refuse_waiting(const std::string& why) {
  if (waiting_.has_value())
    refuse(std::move(waiting_.edit()), why);
  waiting_.reset();
}

void show_room::handle(show_ask&& ask) {
  if (unreadable_.has_value())
    return respond(ask.reply_to, unavailable{*unreadable_});
  std::visit(
      [&]<class Question>(Question& what) {
        if constexpr (std::is_same_v<Question, request_booking>)
          on(ask.reply_to, std::move(what), std::move(ask.mail));
        else if constexpr (requires { on(ask.reply_to, std::move(what)); })
          on(ask.reply_to, std::move(what));
        else
          on_house_command(ask.reply_to, std::move(what));
      },
      ask.what);
}

void show_room::record(std::vector<event>&& fresh, time_ms at) {
  if (fresh.empty())
    return;
  line_ = std::max(line_, at - deps_->env.clock->steady());
  deps_->env.clock->stamped(at);
  auto had_open_work = state_.has_open_work();
  auto& its_part = part();
  std::vector<recorded> records;
  records.reserve(fresh.size());
  for (auto& fact : fresh) {
    records.push_back({state_.seq + 1, at, std::move(fact)});
    const auto& fact_at_place = records.back();
    its_part.records.push_back(encode_record(fact_at_place, state_.id, head_));
    evolve(state_, fact_at_place);
    if (watchers_.has_value())
      note_for_watchers(fact_at_place);
  }
  for (auto& row : storage::rows_of(records, state_, had_open_work))
    out_.edit().batch.rows.push_back(std::move(row));
  if (state_.seq - snapshot_seq_ >= events_until_snapshot(state_))
    take_snapshot();
  arm();
}

storage::stream_append& show_room::part() {
  auto& appends = out_.edit().batch.appends;
  if (appends.empty())
    appends.push_back({state_.id, state_.seq + 1, {}, epoch_});
  return appends.back();
}

/// A snapshot by itself names the epoch too: another node may have the show by now.
void show_room::take_snapshot() {
  static_cast<void>(part());
  out_.edit().batch.rows.push_back(storage::snapshot_row(state_, head_));
  snapshot_seq_ = state_.seq;
}

void show_room::respond(const return_address& to, reply&& what) {
  out_.edit().replies.push_back({to, std::move(what)});
}

void show_room::send_off() {
  if (!out_.has_value())
    return;
  if (!out_->batch.appends.empty() && !out_->batch.appends.back().records.empty())
    tell_seat_watchers();
  auto out = std::move(out_.edit());
  out_.reset();
  auto appends = !out.batch.appends.empty() || !out.batch.rows.empty();
  auto rests_on_more = durable_->seq.load(std::memory_order_acquire) < state_.seq;
  if (!rests_on_more && !appends) {
    if (!deps_->env.holds_lease())
      for (auto& each : out.replies)
        each.reply = unavailable{not_in_charge};
    return send_replies(std::move(out.replies));
  }
  if (!appends && out.replies.empty())
    return;
  out.durable = durable_;
  caf::anon_send(deps_->writer, std::move(out));
}

time_ms show_room::now() const {
  auto runs_on = line_ + deps_->env.clock->steady();
  return stream_time(state_, std::max(deps_->env.now(), runs_on));
}

// ---- timers

void show_room::fire(timer_due due) {
  if (timers_.ring(due, !state_.unpaid.empty()))
    send(deps_->throttle, acquire{address()});
}

void show_room::take_turn() {
  if (timers_.begin_turn()) {
    send(deps_->throttle, released{});
    return quit();
  }
  if (!deps_->env.holds_lease()) {
    for (const auto& again : timers_.postpone(look_again.count()))
      set(again);
    send(deps_->throttle, released{});
    return;
  }
  if (timers_.take_due(timer::review))
    review();
  if (timers_.take_due(timer::expiry))
    expire();
  arm();
  send_off();
  send(deps_->throttle, released{});
}

void show_room::review() {
  auto at = now();
  auto decided = decide(state_, hold_review{at, deps_->env.random()}, deps_->rules);
  record(std::move(decided.value()), at);
}

void show_room::expire() {
  auto at = now();
  auto decided = decide(state_, expire_holds{at}, deps_->rules);
  record(std::move(decided.value()), at);
}

/// For claims that were made before this actor was there: until the round that they would have had,
/// or until the oldest runs out where that is sooner.
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

void show_room::offer() {
  auto all_durable = durable_->seq.load(std::memory_order_acquire) == state_.seq;
  if (!loaded_ || timers_.waits_for_turn() || state_.has_open_work() || !all_durable)
    return;
  if (let_watchers_go()) // Somebody still looks, and is about to ask again.
    return;
  if (auto directory = caf::actor_cast<caf::strong_actor_ptr>(deps_->directory))
    send(caf::actor_cast<show_directory_actor>(directory), may_leave{state_.id, asks_});
}

void show_room::go() {
  refuse_waiting("the show moves to another node");
  if (loaded_ && state_.seq > snapshot_seq_)
    take_snapshot();
  send_off();
  end();
}

void show_room::give_in() {
  refuse_waiting(not_in_charge);
  end();
}

/// A turn that is acquired must be released, or the throttle would count it for ever.
void show_room::end() {
  refuse_watchers("the show moves to another node");
  if (timers_.may_end_now())
    quit();
}

} // namespace boxoffice::actors
