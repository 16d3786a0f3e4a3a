// What a show sends its watchers. The replies go with the append that changes the show, so that
// they are sent when it is durable.
#include "actors/show/show_room.hpp"

#include "actors/protocol/reply_port.hpp"

namespace boxoffice::actors {

using namespace events;

void show_room::on(const return_address& to, const await_seats& question) {
  if (!state_.opened())
    return respond(to, refused(errc::show_not_found));
  if (question.known_version == state_.seq)
    return watchers_.edit().wait_for_seats(to);
  respond(to, seat_news_since(question.known_version));
}

/// With the plan if that is another one since then. A version ahead of the show is of a log that
/// was lost, and so may be the plan of it.
seat_news show_room::seat_news_since(std::uint64_t known_version) const {
  auto is_same = state_.plan->since <= known_version && known_version <= state_.seq;
  auto plan = is_same ? nullptr : state_.plan;
  return {std::move(plan), state_.seq, seat_map_of(state_).seats, state_.sales};
}

void show_room::notify_booking_watchers(const recorded& fact) {
  auto number = booking_of(fact);
  if (!number || !watchers_->watches(*number))
    return;
  booking_view now{state_.id, state_.plan, *state_.find(*number)};
  for (const auto& who : watchers_.edit().update(now))
    respond(who, booking_view{now});
}

/// Once a message, for all that it changed since `known_version`.
void show_room::notify_seat_watchers(std::uint64_t known_version) {
  if (!watchers_->waits_for_seats())
    return;
  for (const auto& who : watchers_.edit().take_seat_watchers())
    respond(who, seat_news_since(known_version));
}

/// Replies to all watchers that nothing has changed; those that still watch ask again. False if
/// there were none.
bool show_room::release_watchers() {
  if (!watchers_.has_value())
    return false;
  auto waited = watchers_.edit().take_all(state_.seq);
  watchers_.reset();
  for (auto& each : waited)
    respond(each.to, std::move(each.reply));
  submit();
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
