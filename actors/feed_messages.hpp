// What a gateway and its node's seat feed say to each other.
#pragma once

#include "actors/answers.hpp"

#include <caf/all.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// Made once and sent to all who get it.
using shared_text = std::shared_ptr<const std::string>;

/// Something for subscribers of an outlet.
struct push {
  std::uint64_t subscriber{};     ///< 0: all of the show's who had something by name before
  events::show_id show;           ///< of a show's subscribers
  std::vector<shared_text> texts; ///< in order; none: the subscriber has the latest already
  bool last = false;              ///< nothing follows
  bool gone = false;              ///< what was subscribed to is not to be had any more
};

/// Where pushes leave the actors: a function that is called in the feed's thread, so that it must
/// be quick. It is called no more after close().
class outlet {
public:
  explicit outlet(std::function<void(push&&)> taken) : taken_{std::move(taken)} {}

  void take(push&& one) {
    std::lock_guard lock{mutex_};
    if (taken_)
      taken_(std::move(one));
  }
  void close() {
    std::lock_guard lock{mutex_};
    taken_ = {};
  }

private:
  std::mutex mutex_;
  std::function<void(push&&)> taken_;
};

/// How the feed says things; called in its thread.
struct feed_voice {
  std::function<std::string(const events::show_plan&, std::uint64_t version,
                            const std::vector<events::seat_status>&)>
      snapshot;
  /// `changed` are places in plan.seats.
  std::function<std::string(const events::show_plan&, std::uint64_t version,
                            const std::vector<events::seat_status>&,
                            const std::vector<events::seat_index>& changed)>
      delta;
  std::function<std::string(const booking_view&)> booking;
};

/// From a show's version `after` on, or from a snapshot on.
struct subscribe_seats {
  events::show_id show;
  std::optional<std::uint64_t> after;
  std::shared_ptr<outlet> to;
  std::uint64_t subscriber{}; ///< the outlet's own name, not 0
};
/// The booking as it is, and at each change.
struct subscribe_booking {
  events::request_id id;
  std::optional<events::customer_id> customer; ///< may see this customer's bookings only
  std::string mail;                            ///< the customer's, for other nodes
  std::shared_ptr<outlet> to;
  std::uint64_t subscriber{};
};
struct unsubscribe {
  std::shared_ptr<outlet> to;
  std::uint64_t subscriber{};
  std::optional<events::show_id> show; ///< of a show's subscriber
};
/// The outlet has passed a show's last frame on to all, and has room for the next.
struct took_in {
  events::show_id show;
};

// What the feed tells itself later.
struct look_at_show {
  events::show_id show;
};
/// Those who are still ahead of a show's version get it as it is.
struct serve_waiting {
  events::show_id show;
};
struct look_at_booking {
  std::pair<outlet*, std::uint64_t> who;
};
struct forget_show {
  events::show_id show;
  std::uint32_t left{};
};

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_seats)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::unsubscribe)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::took_in)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::look_at_show)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::serve_waiting)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::look_at_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::forget_show)
