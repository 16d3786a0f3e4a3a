// The subscribers of shows. One standing question (await_seats) a show is open at a time, however
// many subscribers there are; a change is encoded once and sent to all of them.
#pragma once

#include "actors/feed/feed_options.hpp"
#include "actors/feed/kept_frames.hpp"
#include "actors/protocol/feed_interfaces.hpp"

#include <functional>
#include <map>
#include <unordered_map>

namespace boxoffice::actors {

class show_feed {
public:
  /// What the feed needs of the actor that runs it.
  struct actions {
    /// Asks the show await_seats; the reply comes by take_reply().
    std::function<void(const events::show_id&, std::uint64_t known_version)> ask;
    /// Call resume(), serve() or forget() after a delay.
    std::function<void(std::chrono::milliseconds, resume_show)> resume_later;
    std::function<void(std::chrono::milliseconds, serve_waiting)> serve_later;
    std::function<void(std::chrono::milliseconds, forget_show)> forget_later;
  };

  show_feed(feed_encoder encoder, feed_options options, actions outside);

  void subscribe(subscribe_seats&& wanted);
  /// `gone` names a show.
  void remove(const unsubscribe& gone);
  /// A push sink can take the next frame.
  void acknowledge(const frame_ack& taken);
  /// seat_news, a refusal or `unavailable`.
  void take_reply(const events::show_id& id, reply&& news);

  /// The pause after a frame, or after a failure, is over.
  void resume(const resume_show& which);
  /// Sends a snapshot to the subscribers that are still ahead of the show.
  void serve(const serve_waiting& which);
  /// Drops a show that nobody has subscribed to since.
  void forget(const forget_show& which);

private:
  /// A show with subscribers, or that had some a while ago.
  struct watched_show {
    std::shared_ptr<const events::show_plan> plan; ///< null before the first news
    std::uint64_t version = 0;                     ///< 0: the show is not known, or not any more
    std::vector<events::seat_status> seats;
    events::sales_status sales{};
    kept_frames frames;
    shared_text snapshot;                                    ///< of `version`, once it was needed
    std::map<std::shared_ptr<push_sink>, std::size_t> sinks; ///< with their subscribers
    std::vector<subscribe_seats> waiting;                    ///< for the first news
    std::vector<subscribe_seats> ahead;                      ///< of `version`; serve() is due
    bool requested = false;
    bool pausing = false;
    std::size_t unacknowledged = 0; ///< sinks that have not passed on the last frame yet
    std::uint32_t left = 0;         ///< how often the last subscriber has left
    unsigned failures = 0;          ///< in a row

    [[nodiscard]] bool is_known() const { return version != 0; }
  };

  /// Null if the show is not watched, or not any more.
  [[nodiscard]] watched_show* find(const events::show_id& id);
  void update(const events::show_id& id, watched_show& show, seat_news&& news);
  void replace(const events::show_id& id, watched_show& show, seat_news&& news);
  void send_changes(const events::show_id& id, watched_show& show, seat_news&& news);
  void send_all(const events::show_id& id, watched_show& show, shared_text text);
  static void ask_anew(watched_show& show);
  void begin(watched_show& show, subscribe_seats&& wanted);
  void send_to_reached(watched_show& show);
  void send_first(watched_show& show, const subscribe_seats& to);
  void send_snapshot(watched_show& show, const subscribe_seats& to);
  [[nodiscard]] shared_text snapshot_of(watched_show& show);
  void ask_if_ready(const events::show_id& id, watched_show& show);

  feed_encoder encoder_;
  feed_options options_;
  actions outside_;
  std::unordered_map<events::show_id, watched_show> shows_;
};

} // namespace boxoffice::actors
