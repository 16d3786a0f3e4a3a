// The actors of a node, a line a message: the table of contents of this folder. feed_interfaces.hpp
// and cluster_interfaces.hpp have the others.
#pragma once

#include "actors/protocol/replies.hpp"
#include "actors/protocol/shard_messages.hpp"
#include "storage/event_log.hpp"

#include <caf/all.hpp>

#include <atomic>
#include <memory>

namespace boxoffice::actors {

/// Seq up to which a show's events are durable. The writer raises it, the show reads it.
struct watermark {
  std::atomic<std::uint64_t> seq{0};
};

/// A show's events and rows with the answers that rest on them. Without events it only lines the
/// answers up behind what that show appended before.
struct append {
  storage::write_batch batch; ///< appends: none or one
  std::shared_ptr<watermark> durable;
  std::vector<addressed_reply> replies;
};
struct flush {};

/// Brings a stream back; `recovered` goes to the show that asked.
struct recover_show {
  events::show_id show;
  caf::actor_addr asker;
};
struct recovered {
  std::shared_ptr<storage::result<storage::recovered_show>> show;
};
struct read_history {
  events::show_id show;
  events::booking_number number{};
  return_address reply_to;
};

enum class timer : std::uint8_t { review, expiry };
/// A show's timer; one of an older epoch was replaced and counts for nothing.
struct timer_due {
  timer which{};
  std::uint32_t epoch{};
};

/// A show whose timer is due would do what is due.
struct acquire {
  caf::actor_addr show;
};
struct granted {};
struct released {};

struct offer_leave {};
/// A show with nothing to do that has handled `asks` asks would leave.
struct may_leave {
  events::show_id show;
  std::uint64_t asks{};
};
struct leave {};
struct sweep {};

using log_writer_actor =
    caf::typed_actor<caf::reacts_to<append>, // joins the batch that is being gathered
                     caf::reacts_to<flush>,  // closes it: one synced write, then the answers go out
                     caf::reacts_to<barrier>,   // closes it, and answers with `settled`
                     caf::reacts_to<node_ask>>; // for the keeper, once what came before is written

using log_keeper_actor =
    caf::typed_actor<caf::reacts_to<node_ask>>; // erase_customer: purges the mail from every file;
                                                // back_up: copies the log to a directory

using log_reader_actor =
    caf::typed_actor<caf::reacts_to<recover_show>, // replays a stream for a show that starts
                     caf::reacts_to<read_history>, // a booking's events
                     caf::reacts_to<node_ask>>;    // lists of shows and refunds, past seats, events

using review_throttle_actor =
    caf::typed_actor<caf::reacts_to<acquire>,   // gives the show a turn when others had theirs
                     caf::reacts_to<released>>; // makes room for the next

using show_actor =
    caf::typed_actor<caf::reacts_to<show_asks>, // decides commands and tells what it sees, in order
                     caf::reacts_to<recovered>, // its stream, once after it was spawned
                     caf::reacts_to<timer_due>, // wants a turn at what is due
                     caf::reacts_to<granted>,   // holds a review, or expires what was not paid
                     caf::reacts_to<offer_leave>, // says may_leave if it has nothing to do
                     caf::reacts_to<leave>,       // ends
                     caf::reacts_to<abandon>>;    // ends, and what it decided last is void

/// What a gateway asks: the directory, or in a cluster the router.
using entrance_actor = caf::typed_actor<caf::reacts_to<asks>>;

using show_directory_actor =
    caf::typed_actor<caf::reacts_to<asks>, // sends each to its show, which it spawns where needed
                     caf::reacts_to<may_leave>, // lets an idle show go unless an ask is under way
                     caf::reacts_to<sweep>, // offers leave to shows that nobody asked for a while
                     caf::reacts_to<take_shards>,      // answers for their shows from now on
                     caf::reacts_to<give_up_shards>,   // ends their shows, then says gave_up_shards
                     caf::reacts_to<barrier_reached>>; // the writer has written what those shows
                                                       // sent it

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::append)
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
