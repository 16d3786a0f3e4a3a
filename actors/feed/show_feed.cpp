#include "actors/feed/show_feed.hpp"

#include <algorithm>
#include <iterator>

namespace boxoffice::actors {

using events::show_id;

show_feed::show_feed(feed_encoder encoder, feed_options options, actions outside)
    : encoder_{std::move(encoder)}, options_{options}, outside_{std::move(outside)} {}

void show_feed::subscribe(subscribe_seats&& wanted) {
  auto id = wanted.show;
  auto& show = shows_[id];
  ++show.sinks[wanted.to];
  if (show.is_known())
    begin(show, std::move(wanted));
  else
    show.waiting.push_back(std::move(wanted));
  ask_if_ready(id, show);
}

void show_feed::remove(const unsubscribe& gone) {
  auto* found = find(*gone.show);
  if (found == nullptr)
    return;
  auto& show = *found;
  auto is_gone = [&](const subscribe_seats& each) {
    return each.to == gone.to && each.subscriber == gone.subscriber;
  };
  std::erase_if(show.waiting, is_gone);
  std::erase_if(show.ahead, is_gone);
  auto sink = show.sinks.find(gone.to);
  if (sink == show.sinks.end() || --sink->second != 0)
    return;
  show.sinks.erase(sink);
  if (show.sinks.empty())
    outside_.forget_later(options_.keep, {*gone.show, ++show.left});
}

void show_feed::acknowledge(const frame_ack& taken) {
  auto* show = find(taken.show);
  if (show == nullptr || show->unacknowledged == 0)
    return;
  --show->unacknowledged;
  ask_if_ready(taken.show, *show);
}

void show_feed::take_reply(const show_id& id, reply&& news) {
  auto* found = find(id);
  if (found == nullptr)
    return;
  auto& show = *found;
  show.requested = false;
  show.pausing = true;
  if (std::holds_alternative<events::refusal>(news)) {
    for (const auto& [to, count] : show.sinks)
      to->take({0, id, {}, true, true});
    shows_.erase(id);
    return;
  }
  if (auto* changed = std::get_if<seat_news>(&news)) {
    show.failures = 0;
    update(id, show, std::move(*changed));
    outside_.resume_later(options_.between_frames, {id});
  } else {
    outside_.resume_later(until_retry(options_, ++show.failures), {id});
  }
}

void show_feed::resume(const resume_show& which) {
  auto* show = find(which.show);
  if (show == nullptr)
    return;
  show->pausing = false;
  ask_if_ready(which.show, *show);
}

void show_feed::serve(const serve_waiting& which) {
  auto* show = find(which.show);
  if (show == nullptr)
    return;
  for (const auto& each : std::exchange(show->ahead, {}))
    send_snapshot(*show, each);
}

void show_feed::forget(const forget_show& which) {
  const auto* show = find(which.show);
  if (show != nullptr && show->sinks.empty() && show->left == which.left)
    shows_.erase(which.show); // A reply that is still to come finds no show, and is dropped.
}

show_feed::watched_show* show_feed::find(const show_id& id) {
  auto found = shows_.find(id);
  return found == shows_.end() ? nullptr : &found->second;
}

void show_feed::ask_if_ready(const show_id& id, watched_show& show) {
  if (show.requested || show.pausing || show.unacknowledged != 0)
    return;
  show.requested = true;
  outside_.ask(id, show.version);
}

void show_feed::update(const show_id& id, watched_show& show, seat_news&& news) {
  if (news.plan) {
    replace(id, show, std::move(news));
  } else if (news.version < show.version || news.seats.size() != show.seats.size()) {
    // Either nothing has changed, or the log was restored from a backup.
    if (news.version != show.version)
      return ask_anew(show);
  } else {
    send_changes(id, show, std::move(news));
  }
  send_to_reached(show);
  for (auto& each : std::exchange(show.waiting, {}))
    begin(show, std::move(each));
}

/// The show is asked like one that is not known, and its subscribers begin with that reply.
void show_feed::ask_anew(watched_show& show) {
  show.version = 0;
  std::ranges::move(std::exchange(show.ahead, {}), std::back_inserter(show.waiting));
}

/// A subscriber that is ahead has seen a reply that this feed is about to get, or versions of a log
/// that was lost. A map of an older version would go back behind such a reply, so it waits a while.
void show_feed::begin(watched_show& show, subscribe_seats&& wanted) {
  if (wanted.after.value_or(0) <= show.version)
    return send_first(show, wanted);
  if (show.ahead.empty())
    outside_.serve_later(options_.retry, {wanted.show});
  show.ahead.push_back(std::move(wanted));
}

/// They get a snapshot and no deltas: the show may have reached their versions with other events
/// than those they have seen.
void show_feed::send_to_reached(watched_show& show) {
  auto is_ahead = [&](const subscribe_seats& each) {
    return each.after.value_or(0) > show.version;
  };
  auto reached = std::ranges::partition(show.ahead, is_ahead);
  for (const auto& each : reached)
    send_snapshot(show, each);
  show.ahead.erase(reached.begin(), reached.end());
}

void show_feed::replace(const show_id& id, watched_show& show, seat_news&& news) {
  auto was_known = show.plan != nullptr;
  show.plan = std::move(news.plan);
  show.version = news.version;
  show.seats = std::move(news.seats);
  show.sales = news.sales;
  show.frames.begin(show.version);
  show.snapshot.reset();
  if (was_known)
    send_all(id, show, snapshot_of(show));
}

void show_feed::send_changes(const show_id& id, watched_show& show, seat_news&& news) {
  std::vector<events::seat_index> changed;
  for (std::size_t seat = 0; seat < show.seats.size(); ++seat)
    if (show.seats[seat] != news.seats[seat])
      changed.push_back(static_cast<events::seat_index>(seat));
  if (news.version != show.version)
    show.snapshot.reset();
  auto sales = news.sales != show.sales ? std::optional{news.sales} : std::nullopt;
  show.version = news.version;
  show.seats = std::move(news.seats);
  show.sales = news.sales;
  if (changed.empty() && !sales)
    return;
  auto text = std::make_shared<const std::string>(
      encoder_.delta(*show.plan, show.version, show.seats, changed, sales));
  show.frames.add(show.version, text, options_.kept_frames);
  send_all(id, show, std::move(text));
}

void show_feed::send_all(const show_id& id, watched_show& show, shared_text text) {
  show.unacknowledged = show.sinks.size();
  for (const auto& [to, count] : show.sinks)
    to->take({0, id, {text}});
}

void show_feed::send_first(watched_show& show, const subscribe_seats& to) {
  if (to.after && show.frames.reach_back_to(*to.after))
    to.to->take({to.subscriber, to.show, show.frames.after(*to.after)});
  else
    send_snapshot(show, to);
}

void show_feed::send_snapshot(watched_show& show, const subscribe_seats& to) {
  to.to->take({to.subscriber, to.show, {snapshot_of(show)}});
}

shared_text show_feed::snapshot_of(watched_show& show) {
  if (!show.snapshot)
    show.snapshot = std::make_shared<const std::string>(
        encoder_.snapshot(*show.plan, show.version, show.seats, show.sales));
  return show.snapshot;
}

} // namespace boxoffice::actors
