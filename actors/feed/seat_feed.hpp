// Sends the subscribers of one node's gateway what changes in shows and bookings. It asks the shows
// standing questions (await_seats, await_booking), so that everything that it sends is durable and
// comes from whichever node has the show.
#pragma once

#include "actors/environment.hpp"
#include "actors/feed/booking_feed.hpp"
#include "actors/feed/show_feed.hpp"
#include "actors/protocol/interfaces.hpp"

#include <unordered_map>

namespace boxoffice::actors {

/// The actor around show_feed and booking_feed: it asks their questions and sets their timers.
class seat_feed : public seat_feed_actor::base {
public:
  /// `entrance` is sent the asks.
  seat_feed(caf::actor_config& config, entrance_actor entrance, feed_encoder encoder,
            feed_options options, environment env);

  behavior_type make_behavior() override;
  void on_exit() override;

private:
  /// What an open question is about.
  using subject = std::variant<events::show_id, booking_feed::subscriber_key>;

  [[nodiscard]] show_feed::actions actions_of_shows();
  [[nodiscard]] booking_feed::actions actions_of_bookings();
  void end(const unsubscribe& gone);
  void take_in(replies&& ready);
  void ask(subject about, const events::show_id& show, show_question&& what, std::string mail);

  entrance_actor entrance_;
  show_feed shows_;
  booking_feed bookings_;
  std::unordered_map<std::uint64_t, subject> open_; ///< by correlation
  std::uint64_t last_correlation_ = 0;
};

} // namespace boxoffice::actors
