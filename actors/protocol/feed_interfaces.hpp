// The seat feed, a line a message, and what a gateway says to it.
#pragma once

#include "actors/protocol/push_sink.hpp"

#include <caf/all.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace boxoffice::actors {

/// From a show's version `after` on, or from a snapshot on.
struct subscribe_seats {
  events::show_id show;
  std::optional<std::uint64_t> after;
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{}; ///< the outlet's own name, not 0
};
/// The booking as it is, and at each change.
struct subscribe_booking {
  events::request_id id;
  std::optional<events::customer_id> customer; ///< may see this customer's bookings only
  std::string mail;                            ///< the customer's, for other nodes
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{};
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
struct unsubscribe {
  std::shared_ptr<push_sink> to;
  std::uint64_t subscriber{};
  std::optional<events::show_id> show; ///< of a show's subscriber
};
/// The outlet has passed a show's last frame on to all, and has room for the next.
struct frame_ack {
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
  std::pair<push_sink*, std::uint64_t> who;
};
struct forget_show {
  events::show_id show;
  std::uint32_t left{};
};

using seat_feed_actor =
    caf::typed_actor<caf::reacts_to<subscribe_seats>,   // told of a show's seats until unsubscribed
                     caf::reacts_to<subscribe_booking>, // told of a booking until it is decided
                     caf::reacts_to<unsubscribe>,
                     caf::reacts_to<frame_ack>, // has room for a show's next frame
                     caf::reacts_to<replies>,   // what shows said to its standing questions
                     caf::reacts_to<look_at_show>, caf::reacts_to<look_at_booking>, // asks anew
                     caf::reacts_to<serve_waiting>, // to those ahead there is nothing newer
                     caf::reacts_to<forget_show>>;  // drops a show that nobody came back to

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_seats)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::subscribe_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::unsubscribe)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::frame_ack)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::look_at_show)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::serve_waiting)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::look_at_booking)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::forget_show)
