#include "actors/feed/seat_feed.hpp"

namespace boxoffice::actors {

using events::show_id;

seat_feed::seat_feed(caf::actor_config& config, entrance_actor entrance, feed_encoder encoder,
                     feed_options options, environment env)
    : seat_feed_actor::base{config},
      entrance_{std::move(entrance)},
      shows_{encoder, options, actions_of_shows()},
      bookings_{std::move(encoder.booking), options, actions_of_bookings()} {
  set_exception_handler(ends_process(std::move(env)));
}

seat_feed::behavior_type seat_feed::make_behavior() {
  return {
      [this](subscribe_seats& wanted) { shows_.subscribe(std::move(wanted)); },
      [this](subscribe_booking& wanted) { bookings_.subscribe(std::move(wanted)); },
      [this](const unsubscribe& gone) { end(gone); },
      [this](const frame_ack& taken) { shows_.acknowledge(taken); },
      [this](replies& ready) { take_in(std::move(ready)); },
      [this](const resume_show& which) { shows_.resume(which); },
      [this](const retry_booking& which) { bookings_.retry(which); },
      [this](const serve_waiting& which) { shows_.serve(which); },
      [this](const forget_show& which) { shows_.forget(which); },
  };
}

/// The entrance refers to links, and these to the router: a cycle that only its ends can cut.
void seat_feed::on_exit() { entrance_ = nullptr; }

show_feed::actions seat_feed::actions_of_shows() {
  auto later = [this](auto delay, auto due) { delayed_send(this, delay, std::move(due)); };
  return {
      [this](const show_id& id, std::uint64_t known_version) {
        ask(id, id, await_seats{known_version}, {});
      },
      later,
      later,
      later,
  };
}

booking_feed::actions seat_feed::actions_of_bookings() {
  return {
      [this](const booking_feed::subscriber_key& who, const show_id& show, await_booking&& what,
             const std::string& mail) { ask(who, show, std::move(what), mail); },
      [this](auto delay, auto due) { delayed_send(this, delay, std::move(due)); },
  };
}

void seat_feed::end(const unsubscribe& gone) {
  if (gone.show)
    shows_.remove(gone);
  else
    bookings_.remove({gone.to.get(), gone.subscriber});
}

void seat_feed::ask(subject about, const show_id& show, show_question&& what, std::string mail) {
  open_.emplace(++last_correlation_, std::move(about));
  asks batch;
  batch.emplace_back(show_ask{{caf::actor_cast<caf::actor>(this), last_correlation_},
                              show,
                              std::move(what),
                              std::move(mail)});
  send(entrance_, std::move(batch));
}

void seat_feed::take_in(replies&& ready) {
  for (auto& each : ready) {
    auto found = open_.find(each.correlation);
    if (found == open_.end())
      continue;
    auto about = std::move(found->second);
    open_.erase(found);
    if (const auto* id = std::get_if<show_id>(&about))
      shows_.take_reply(*id, std::move(each.reply));
    else
      bookings_.take_reply(std::get<booking_feed::subscriber_key>(about), std::move(each.reply));
  }
}

} // namespace boxoffice::actors
