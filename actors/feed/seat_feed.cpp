#include "actors/feed/seat_feed.hpp"

namespace boxoffice::actors {

using events::booking_status;
using events::show_id;

namespace {

/// Where nothing more comes after it on a booking's connection.
bool is_last(booking_status status) {
  return status != booking_status::in_review && status != booking_status::confirmed;
}

} // namespace

seat_feed::seat_feed(caf::actor_config& config, entrance_actor entrance, feed_encoder encoder,
                     feed_options options, environment env)
    : seat_feed_actor::base{config},
      entrance_{std::move(entrance)},
      encoder_{std::move(encoder)},
      options_{options},
      env_{std::move(env)} {
  set_exception_handler(ends_process(env_));
}

seat_feed::behavior_type seat_feed::make_behavior() {
  return {
      [this](subscribe_seats& wanted) { admit(std::move(wanted)); },
      [this](subscribe_booking& wanted) { admit(std::move(wanted)); },
      [this](const unsubscribe& gone) { dismiss(gone); },
      [this](const frame_ack& what) { note_taken(what); },
      [this](replies& came) { take_in(std::move(came)); },
      [this](const look_at_show& which) { look(which); },
      [this](const look_at_booking& which) { look(which); },
      [this](const serve_waiting& which) { serve(which); },
      [this](const forget_show& which) { forget(which); },
  };
}

/// The entrance knows links, and these know the router: a cycle that only its ends can cut.
void seat_feed::on_exit() { entrance_ = nullptr; }

// ---- subscribers

void seat_feed::admit(subscribe_seats&& wanted) {
  auto& show = shows_[wanted.show];
  ++show.listeners[wanted.to];
  auto id = wanted.show;
  if (show.plan && wanted.after.value_or(0) <= show.version) {
    welcome(show, wanted);
  } else {
    // Who is ahead has seen an answer that this feed is about to hear of.
    if (show.plan)
      delayed_send(this, options_.retry, serve_waiting{id});
    show.waiting.push_back(std::move(wanted));
  }
  ask_if_due(id, show);
}

void seat_feed::serve(const serve_waiting& which) {
  auto* show = find(which.show);
  if (show == nullptr || !show->plan)
    return;
  for (const auto& each : std::exchange(show->waiting, {}))
    welcome(*show, each);
}

void seat_feed::welcome(watched_show& show, const subscribe_seats& who) {
  push first{who.subscriber, who.show, {}};
  if (who.after && *who.after <= show.version && show.frames.reach_back_to(*who.after))
    first.texts = show.frames.after(*who.after);
  else
    first.texts.push_back(snapshot_of(show));
  who.to->take(std::move(first));
}

shared_text seat_feed::snapshot_of(watched_show& show) {
  if (!show.snapshot)
    show.snapshot = std::make_shared<const std::string>(
        encoder_.snapshot(*show.plan, show.version, show.seats));
  return show.snapshot;
}

void seat_feed::admit(subscribe_booking&& wanted) {
  subscriber_key who{wanted.to.get(), wanted.subscriber};
  auto [added, fresh] = bookings_.try_emplace(who, watched_booking{std::move(wanted), {}});
  if (fresh)
    ask(added->second, who);
}

void seat_feed::dismiss(const unsubscribe& gone) {
  if (!gone.show) {
    bookings_.erase({gone.to.get(), gone.subscriber});
    return;
  }
  auto* found = find(*gone.show);
  if (found == nullptr)
    return;
  auto& show = *found;
  std::erase_if(show.waiting, [&](const subscribe_seats& each) {
    return each.to == gone.to && each.subscriber == gone.subscriber;
  });
  auto left = show.listeners.find(gone.to);
  if (left == show.listeners.end() || --left->second != 0)
    return;
  show.listeners.erase(left);
  if (show.listeners.empty())
    delayed_send(this, options_.keep, forget_show{*gone.show, ++show.left});
}

void seat_feed::forget(const forget_show& which) {
  const auto* show = find(which.show);
  if (show != nullptr && show->listeners.empty() && show->left == which.left)
    shows_.erase(which.show); // What is still asked finds nobody who waits for it.
}

// ---- asking

void seat_feed::ask(asked_for about, const show_id& show, show_question&& what, std::string mail) {
  asked_.emplace(++last_asked_, std::move(about));
  asks batch;
  batch.emplace_back(show_ask{
      {caf::actor_cast<caf::actor>(this), last_asked_}, show, std::move(what), std::move(mail)});
  send(entrance_, std::move(batch));
}

void seat_feed::ask_if_due(const show_id& id, watched_show& show) {
  if (show.asked || show.pausing || show.untaken != 0)
    return;
  show.asked = true;
  ask(id, id, await_seats{show.version}, {});
}

void seat_feed::ask(const watched_booking& which, const subscriber_key& who) {
  ask(who, which.by.id.show,
      await_booking{which.by.id.secret, which.by.customer, which.told, which.by.formerly},
      which.by.mail);
}

void seat_feed::look(const look_at_show& which) {
  auto* show = find(which.show);
  if (show == nullptr)
    return;
  show->pausing = false;
  ask_if_due(which.show, *show);
}

void seat_feed::look(const look_at_booking& which) {
  if (auto found = bookings_.find(which.who); found != bookings_.end())
    ask(found->second, which.who);
}

void seat_feed::note_taken(const frame_ack& what) {
  auto* show = find(what.show);
  if (show == nullptr || show->untaken == 0)
    return;
  --show->untaken;
  ask_if_due(what.show, *show);
}

// ---- hearing

seat_feed::watched_show* seat_feed::find(const show_id& id) {
  auto found = shows_.find(id);
  return found == shows_.end() ? nullptr : &found->second;
}

void seat_feed::take_in(replies&& came) {
  for (auto& each : came) {
    auto asked = asked_.find(each.correlation);
    if (asked == asked_.end())
      continue;
    auto about = std::move(asked->second);
    asked_.erase(asked);
    std::visit([&](const auto& whom) { hear(whom, std::move(each.reply)); }, about);
  }
}

void seat_feed::hear(const show_id& id, reply&& said) {
  auto* found = find(id);
  if (found == nullptr)
    return;
  auto& show = *found;
  show.asked = false;
  show.pausing = true;
  auto* news = std::get_if<seat_news>(&said);
  if (std::holds_alternative<events::refusal>(said)) {
    for (const auto& [to, count] : show.listeners)
      to->take({0, id, {}, true, true});
    shows_.erase(id);
    return;
  }
  if (news != nullptr)
    update(id, show, std::move(*news));
  show.refusals = news != nullptr ? 0 : show.refusals + 1;
  delayed_send(this, news != nullptr ? options_.between_frames : until_retry(show.refusals),
               look_at_show{id});
}

/// Thousands may wait for a node that is away.
std::chrono::milliseconds seat_feed::until_retry(unsigned refusals) const {
  return std::min(options_.most_retry, options_.retry * (1U << std::min(refusals - 1, 10U)));
}

void seat_feed::update(const show_id& id, watched_show& show, seat_news&& news) {
  if (news.plan) {
    auto known_once = show.plan != nullptr;
    show.plan = std::move(news.plan);
    show.version = news.version;
    show.seats = std::move(news.seats);
    show.frames.begin(show.version);
    show.snapshot.reset();
    if (known_once)
      tell_all(id, show, snapshot_of(show));
  } else if (news.version < show.version || news.seats.size() != show.seats.size()) {
    // Not changed, or of a log that was put back: what is known here is worth nothing then.
    if (news.version != show.version)
      show.version = 0;
  } else {
    std::vector<events::seat_index> changed;
    for (std::size_t seat = 0; seat < show.seats.size(); ++seat)
      if (show.seats[seat] != news.seats[seat])
        changed.push_back(static_cast<events::seat_index>(seat));
    if (news.version != show.version)
      show.snapshot.reset();
    show.version = news.version;
    show.seats = std::move(news.seats);
    if (!changed.empty()) {
      auto text = std::make_shared<const std::string>(
          encoder_.delta(*show.plan, show.version, show.seats, changed));
      show.frames.add(show.version, text, options_.kept_frames);
      tell_all(id, show, std::move(text));
    }
  }
  for (auto& each : std::exchange(show.waiting, {}))
    if (each.after.value_or(0) <= show.version)
      welcome(show, each);
    else
      show.waiting.push_back(std::move(each));
}

void seat_feed::tell_all(const show_id& id, watched_show& show, shared_text text) {
  show.untaken = show.listeners.size();
  for (const auto& [to, count] : show.listeners)
    to->take({0, id, {text}});
}

void seat_feed::hear(const subscriber_key& who, reply&& said) {
  auto found = bookings_.find(who);
  if (found == bookings_.end())
    return;
  auto& watched = found->second;
  if (std::holds_alternative<unavailable>(said))
    return delayed_send(this, until_retry(++watched.refusals), look_at_booking{who});
  watched.refusals = 0;
  auto* view = std::get_if<booking_view>(&said);
  if (view == nullptr) {
    watched.by.to->take({who.second, {}, {}, true, true});
    bookings_.erase(found);
    return;
  }
  auto status = view->booking.status;
  auto over = is_last(status);
  if (watched.told != status) {
    watched.told = status;
    watched.by.to->take(
        {who.second, {}, {std::make_shared<const std::string>(encoder_.booking(*view))}, over});
  }
  if (over)
    bookings_.erase(found);
  else
    ask(watched, who);
}

} // namespace boxoffice::actors
