#include "actors/webhook/delivery_plan.hpp"

#include <algorithm>
#include <cassert>

namespace boxoffice::actors {

using events::show_id;
using events::time_ms;
using storage::webhook_cursor;

void delivery_plan::add(const show_id& show, const webhook_cursor& cursor, std::uint64_t head) {
  auto [at, fresh] = shows_.try_emplace(show, show_line{cursor, cursor.seq, cursor.seq});
  assert(fresh);
  append(show, head);
}

void delivery_plan::append(const show_id& show, std::uint64_t head) {
  auto& of = *shows_.find(show);
  auto& its = of.second;
  if (head <= its.head)
    return;
  if (its.head == its.cursor.seq)
    ++shows_behind_;
  events_behind_ += head - its.head;
  its.head = head;
  if (its.now == phase::idle)
    set_ready(of);
}

void delivery_plan::set_ready(line& of) {
  of.second.now = phase::ready;
  // A show with loaded events goes first, so that few shows have loaded events.
  if (of.second.loaded.empty())
    ready_.push_back(&of);
  else
    ready_.push_front(&of);
}

void delivery_plan::move_cursor(line& of, const webhook_cursor& cursor) {
  auto& its = of.second;
  events_behind_ -= cursor.seq - its.cursor.seq;
  if (cursor.seq == its.head && its.cursor.seq != its.head)
    --shows_behind_;
  its.cursor = cursor;
  if (!std::exchange(its.changed, true))
    changed_.push_back(&of);
}

delivery_plan::step delivery_plan::next(time_ms now) {
  if (!health_.may_send(now))
    return {};
  while (!waiting_.empty() && (waiting_.begin()->first <= now || health_.is_down())) {
    auto& of = *waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    set_ready(of);
    if (health_.is_down())
      break; // One is enough for an attempt; those that waited longest come first.
  }
  if (ready_.empty())
    return {};
  auto& of = *ready_.front();
  auto& its = of.second;
  if (its.loaded.empty())
    return read_step{of.first, its.read_to};
  ready_.pop_front();
  its.now = phase::sending;
  health_.begin();
  return send_step{of.first, its.loaded.front()};
}

void delivery_plan::load(const read_step& place, std::vector<storage::stored_event>&& wanted,
                         std::uint64_t read_to) {
  auto& of = *shows_.find(place.show);
  auto& its = of.second;
  for (auto& each : wanted)
    its.loaded.push_back(std::make_shared<const storage::stored_event>(std::move(each)));
  if (read_to > its.head)
    append(place.show, read_to);
  its.read_to = std::max(its.read_to, read_to);
  // Events that the endpoint does not want need no delivery.
  auto done = its.loaded.empty() ? its.read_to : its.loaded.front()->record.seq - 1;
  if (done > its.cursor.seq)
    move_cursor(of, {done, 0, 0});
  if (read_to <= place.after)
    forget_unread(of);
  if (its.loaded.empty() && its.read_to >= its.head) {
    assert(ready_.front() == &of);
    ready_.pop_front();
    its.now = phase::idle;
  }
}

void delivery_plan::postpone(const read_step& place, time_ms until) {
  assert(ready_.front()->first == place.show);
  auto& of = *ready_.front();
  ready_.pop_front();
  of.second.now = phase::waiting;
  waiting_.emplace(until, &of);
}

/// The log has fewer events than it had: an operator accepted a loss.
void delivery_plan::forget_unread(line& of) {
  auto& its = of.second;
  events_behind_ -= its.head - its.read_to;
  if (its.head != its.cursor.seq && its.read_to == its.cursor.seq)
    --shows_behind_;
  its.head = its.read_to;
}

delivery_plan::verdict delivery_plan::judge(const webhook_cursor& before,
                                            const delivery_outcome& outcome, time_ms now) const {
  if (outcome.delivered())
    return verdict::go_on;
  if (outcome.status == gone_status)
    return verdict::disable;
  if (before.since == 0 || now - before.since < limits_.give_up_ms)
    return verdict::go_on;
  return health_.last_success() > before.since ? verdict::dead : verdict::disable;
}

delivery_plan::conclusion delivery_plan::finish(const show_id& show,
                                                const delivery_outcome& outcome, time_ms now) {
  auto& of = *shows_.find(show);
  auto& its = of.second;
  conclusion out{judge(its.cursor, outcome, now), its.cursor, its.loaded.front()->record.seq};
  auto recovered = health_.end(show, outcome, now);
  if (!outcome.delivered() && out.is != verdict::dead) {
    fail(of, now);
    return out;
  }
  its.loaded.pop_front();
  // Behind it up to the next event that is wanted, or to all that was read.
  auto done = its.loaded.empty() ? its.read_to : its.loaded.front()->record.seq - 1;
  move_cursor(of, {done, 0, 0});
  its.now = phase::idle;
  if (!its.loaded.empty() || its.read_to < its.head)
    set_ready(of);
  if (recovered)
    wake_all();
  return out;
}

/// The events are read again for the next attempt, because many shows may wait for it.
void delivery_plan::fail(line& of, time_ms now) {
  auto& its = of.second;
  auto seq = its.loaded.front()->record.seq;
  move_cursor(of,
              {seq - 1, its.cursor.since == 0 ? now : its.cursor.since, its.cursor.attempts + 1});
  its.loaded.clear();
  its.read_to = its.cursor.seq;
  its.now = phase::waiting;
  waiting_.emplace(now + health_.backoff(its.cursor.attempts), &of);
}

void delivery_plan::reload() {
  for (auto& [show, its] : shows_) {
    if (its.now == phase::idle)
      continue;
    auto sending = its.now == phase::sending;
    its.loaded.resize(sending ? 1 : 0);
    its.read_to = sending ? its.loaded.front()->record.seq : its.cursor.seq;
  }
}

void delivery_plan::wake_all() {
  for (auto& [when, of] : std::exchange(waiting_, {}))
    set_ready(*of);
}

time_ms delivery_plan::due(time_ms now) const {
  if (!health_.has_room())
    return 0;
  auto paused = health_.paused_until(now);
  if (paused != 0)
    return ready_.empty() && waiting_.empty() ? 0 : paused;
  return waiting_.empty() ? 0 : waiting_.begin()->first;
}

delivery_plan::changes delivery_plan::take_changes() {
  changes out;
  out.reserve(changed_.size());
  for (auto* each : std::exchange(changed_, {})) {
    each->second.changed = false;
    out.emplace_back(each->first, each->second.cursor);
  }
  return out;
}

void delivery_plan::forget_idle(std::size_t most) {
  if (shows_.size() <= most)
    return;
  std::erase_if(shows_, [](const auto& each) {
    return each.second.now == phase::idle && !each.second.changed;
  });
}

} // namespace boxoffice::actors
