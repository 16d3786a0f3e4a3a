// What a show tells those who wait for news of it: with the append that brings the news, so that
// they hear of it when it is durable.
#include "actors/show/show_room.hpp"

#include "actors/protocol/reply_port.hpp"

namespace boxoffice::actors {

using namespace events;

void show_room::on(const return_address& to, const await_seats& asked) {
  if (!state_.opened())
    return respond(to, refused(errc::show_not_found));
  if (asked.known_version == state_.seq)
    return watchers_.edit().wait_for_seats(to);
  auto news = seat_news_now();
  if (asked.known_version == 0)
    news.plan = state_.plan;
  respond(to, std::move(news));
}

seat_news show_room::seat_news_now() const {
  return {nullptr, state_.seq, seat_map_of(state_).seats};
}

void show_room::note_for_watchers(const recorded& fact) {
  auto number = booking_of(fact);
  if (!number || !watchers_->watches(*number))
    return;
  booking_view now{state_.id, state_.plan, *state_.find(*number)};
  for (const auto& who : watchers_.edit().note(now))
    respond(who, booking_view{now});
}

/// Once a message, for what it changed altogether.
void show_room::tell_seat_watchers() {
  if (!watchers_->waits_for_seats())
    return;
  for (const auto& who : watchers_.edit().take_seat_watchers())
    respond(who, seat_news_now());
}

/// They hear that nothing has changed; who still cares asks again. False where nobody waited.
bool show_room::let_watchers_go() {
  if (!watchers_.has_value())
    return false;
  auto waited = watchers_.edit().take_all(state_.seq);
  watchers_.reset();
  for (auto& each : waited)
    respond(each.to, std::move(each.reply));
  send_off();
  return !waited.empty();
}

void show_room::refuse_watchers(const std::string& why) {
  if (!watchers_.has_value())
    return;
  auto waited = watchers_.edit().take_all(state_.seq);
  watchers_.reset();
  for (auto& each : waited)
    each.reply = unavailable{why};
  send_replies(std::move(waited));
}

} // namespace boxoffice::actors
