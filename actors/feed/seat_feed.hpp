// Who is told what of shows and bookings as it changes: the subscribers of one node's gateway. What
// they are told is asked of the shows with standing questions (await_seats, await_booking), so that
// it is durable, and comes from whichever node has the show.
#pragma once

#include "actors/environment.hpp"
#include "actors/feed/kept_frames.hpp"
#include "actors/protocol/feed_interfaces.hpp"
#include "actors/protocol/interfaces.hpp"

#include <map>
#include <unordered_map>

namespace boxoffice::actors {

struct feed_options {
  /// Between two frames of a show: what changes meanwhile comes in one.
  std::chrono::milliseconds between_frames{50};
  /// How long the frames of a show that nobody subscribes to any more are kept for those who come
  /// back.
  std::chrono::milliseconds keep{60'000};
  /// Until a node that could not answer is asked again, twice as long each time up to the most; and
  /// until who knows a later version than the feed has heard of is not believed.
  std::chrono::milliseconds retry{250};
  std::chrono::milliseconds most_retry{2'000};
  std::size_t kept_frames = 256; ///< of each show
};

class seat_feed : public seat_feed_actor::base {
public:
  /// `entrance` is asked for shows on behalf of the subscribers.
  seat_feed(caf::actor_config& config, entrance_actor entrance, feed_encoder encoder,
            feed_options options, environment env);

  behavior_type make_behavior() override;
  void on_exit() override;

private:
  /// A show with subscribers, or that had some a while ago.
  struct watched_show {
    std::shared_ptr<const events::show_plan> plan; ///< nothing before the first news
    std::uint64_t version = 0;
    std::vector<events::seat_status> seats;
    kept_frames frames;
    shared_text snapshot; ///< of that version, where it was wanted
    std::map<std::shared_ptr<push_sink>, std::size_t> listeners;
    std::vector<subscribe_seats> waiting; ///< for the next news
    bool asked = false;
    bool pausing = false;    ///< until between_frames after the last news
    std::size_t untaken = 0; ///< outlets that still have to pass the last frame on
    std::uint32_t left = 0;  ///< how often the last subscriber went
    unsigned refusals = 0;   ///< in a row
  };
  struct watched_booking {
    subscribe_booking by;
    std::optional<events::booking_status> told;
    unsigned refusals = 0;
  };
  using subscriber_key = std::pair<push_sink*, std::uint64_t>;
  using asked_for = std::variant<events::show_id, subscriber_key>;

  void admit(subscribe_seats&& wanted);
  void admit(subscribe_booking&& wanted);
  void dismiss(const unsubscribe& gone);
  void note_taken(const frame_ack& what);
  void take_in(replies&& came);
  void look(const look_at_show& which);
  void look(const look_at_booking& which);
  void serve(const serve_waiting& which);
  void forget(const forget_show& which);

  /// Nothing where the show is not watched, or not any more.
  [[nodiscard]] watched_show* find(const events::show_id& id);
  void hear(const events::show_id& id, reply&& said);
  void hear(const subscriber_key& who, reply&& said);
  void update(const events::show_id& id, watched_show& show, seat_news&& news);
  void tell_all(const events::show_id& id, watched_show& show, shared_text text);
  void welcome(watched_show& show, const subscribe_seats& who);
  [[nodiscard]] shared_text snapshot_of(watched_show& show);
  [[nodiscard]] std::chrono::milliseconds until_retry(unsigned refusals) const;
  void ask_if_due(const events::show_id& id, watched_show& show);
  void ask(const watched_booking& which, const subscriber_key& who);
  void ask(asked_for about, const events::show_id& show, show_question&& what, std::string mail);

  entrance_actor entrance_;
  feed_encoder encoder_;
  feed_options options_;
  environment env_;
  std::unordered_map<events::show_id, watched_show> shows_;
  std::map<subscriber_key, watched_booking> bookings_;
  std::unordered_map<std::uint64_t, asked_for> asked_;
  std::uint64_t last_asked_ = 0;
};

} // namespace boxoffice::actors
