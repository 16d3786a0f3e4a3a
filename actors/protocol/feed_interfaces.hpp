// The seat feed and what a gateway sends it, one line a message.
#pragma once

#include "actors/protocol/push_sink.hpp"

#include <caf/all.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace boxoffice::actors {

/// Subscribes to the seats of a show.
struct subscribe_seats {
  events::show_id show;
  std::optional<std::uint64_t> after; ///< the version that the subscriber has; none: a snapshot
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{}; ///< id within the push sink, not 0
};
/// Subscribes to a booking: it is sent as it is, and after each change of its status, its seats or
/// its amount.
struct subscribe_booking {
  events::request_id id;
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::string mail;                            ///< the customer's, for other nodes
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{};
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
struct unsubscribe {
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{};
  std::optional<events::show_id> show; ///< none: the subscription is to a booking
};
/// The push sink has passed on a show's last frame to all subscribers and can take the next.
struct frame_ack {
  events::show_id show;
};

// Timers that the feed sends itself.

/// The pause after a show's last frame is over.
struct resume_show {
  events::show_id show;
};
/// Subscribers that are still ahead of the show's version are sent a snapshot.
struct serve_waiting {
  events::show_id show;
};
/// Retries a booking that could not be read.
struct retry_booking {
  std::pair<push_sink*, std::uint64_t> who;
};
/// Drops a show that has had no subscriber for a while.
struct forget_show {
  events::show_id show;
  std::uint32_t left{}; ///< how often the last subscriber had left by then
};

// `->` as in interfaces.hpp.

using seat_feed_actor =
    caf::typed_actor<caf::reacts_to<subscribe_seats>,   // -> pushes until unsubscribe
                     caf::reacts_to<subscribe_booking>, // -> pushes until the booking is final
                     caf::reacts_to<unsubscribe>,       // ends the pushes
                     caf::reacts_to<frame_ack>,         // -> await_seats
                     caf::reacts_to<replies>,           // to await_seats, await_booking -> pushes
                     caf::reacts_to<resume_show>,       // -> await_seats
                     caf::reacts_to<retry_booking>,     // -> await_booking
                     caf::reacts_to<serve_waiting>,     // -> pushes
                     caf::reacts_to<forget_show>>;      // drops the frames of the show

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_seats)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::unsubscribe)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::frame_ack)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::resume_show)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::serve_waiting)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::retry_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::forget_show)
