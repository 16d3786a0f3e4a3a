// What the actors of one node send each other about its shows and their log.
#pragma once

#include "actors/protocol/replies.hpp"
#include "actors/protocol/timer_due.hpp"
#include "storage/event_log.hpp"
#include "storage/link/booking_links.hpp"

#include <caf/all.hpp>

#include <atomic>
#include <memory>

namespace boxoffice::actors {

/// The seq up to which a show's events are durable. Raised by the log writer, read by the show.
struct watermark {
  std::atomic<std::uint64_t> seq{0};
};

/// A show's events and rows with the replies that depend on them. Without events the replies only
/// wait behind what the show appended before.
struct append {
  storage::write_batch batch; ///< has at most one stream_append
  std::shared_ptr<watermark> durable;
  std::vector<addressed_reply> replies;
};
/// Makes a link that opens the booking, or uses one. The writer decides, because it alone writes
/// the rows of links.
struct change_link {
  storage::stream_append fence; ///< without records: the node must still have the show
  storage::linked_booking of;
  booking_view view;
  events::time_ms now{};              ///< the stream's time
  events::bytes16 random{};           ///< of the token that is made
  std::optional<events::bytes32> use; ///< of a token: its link is used; none: one is made
  return_address reply_to;
};
/// The log writer sends it to itself: it arrives behind all appends that wait in the mailbox.
struct flush {};

/// Recovers a show from the log.
struct recover_show {
  events::show_id show;
  caf::actor_addr asker; ///< the show_actor that is sent `recovered`
};
struct recovered {
  std::shared_ptr<storage::result<storage::recovered_show>> show;
};
/// Reads a booking's events.
struct read_history {
  events::show_id show;
  events::booking_number number{};
  return_address reply_to;
};

/// A show whose timer is due asks for its turn.
struct acquire {
  caf::actor_addr show;
};
struct granted {};
struct released {};

/// Asks an idle show whether it may end.
struct offer_leave {};
/// A show without open work may end, unless more than `asks` asks were sent to it.
struct may_leave {
  events::show_id show;
  std::uint64_t asks{};
  std::size_t bookings{}; ///< that its snapshot will hold; 0 without one
};
/// Ends a show after its snapshot.
struct leave {};
/// The show directory's timer: looks for idle shows.
struct sweep {};

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::append)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::change_link)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::flush)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::recover_show)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::recovered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::read_history)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::timer_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::acquire)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::granted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::released)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::offer_leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::may_leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::sweep)
