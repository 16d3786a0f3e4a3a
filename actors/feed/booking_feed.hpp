// The subscribers of bookings. Each has one standing question (await_booking) open, until the
// booking's status cannot change any more.
#pragma once

#include "actors/feed/feed_options.hpp"
#include "actors/protocol/feed_interfaces.hpp"

#include <functional>
#include <map>

namespace boxoffice::actors {

class booking_feed {
public:
  using subscriber_key = std::pair<push_sink*, std::uint64_t>;

  /// What the feed needs of the actor that runs it.
  struct actions {
    /// Asks the booking's show; the reply comes by take_reply().
    std::function<void(const subscriber_key&, const events::show_id&, await_booking&&,
                       const std::string& mail)>
        ask;
    /// Call retry() after a delay.
    std::function<void(std::chrono::milliseconds, retry_booking)> retry_later;
  };

  booking_feed(std::function<std::string(const booking_view&)> encode, feed_options options,
               actions outside);

  void subscribe(subscribe_booking&& wanted);
  void remove(const subscriber_key& who) { bookings_.erase(who); }
  /// booking_view, a refusal or `unavailable`.
  void take_reply(const subscriber_key& who, reply&& news);
  void retry(const retry_booking& which);

private:
  struct watched_booking {
    subscribe_booking by;
    std::optional<seen_booking> sent; ///< last
    unsigned failures = 0;            ///< in a row
  };

  void ask(const watched_booking& which, const subscriber_key& who);

  std::function<std::string(const booking_view&)> encode_;
  feed_options options_;
  actions outside_;
  std::map<subscriber_key, watched_booking> bookings_;
};

} // namespace boxoffice::actors
