// The actors of a node and their messages, one line a message. feed_interfaces.hpp and
// cluster_interfaces.hpp have the other actors.
//
// `-> T` is a message or reply that follows. Replies (replies.hpp) go to the reply port that the
// ask names, not to the sender.
#pragma once

#include "actors/protocol/append_messages.hpp"
#include "actors/protocol/shard_messages.hpp"
#include "actors/protocol/show_messages.hpp"

namespace boxoffice::actors {

using log_writer_actor =
    caf::typed_actor<caf::reacts_to<append>,      // adds to the batch -> its replies, once durable
                     caf::reacts_to<flush>,       // writes the batch -> all its replies
                     caf::reacts_to<barrier>,     // writes the batch -> barrier_reached
                     caf::reacts_to<node_ask>,    // writes the batch -> node_ask to the keeper, or
                                                  // with add_account the account -> account_added,
                                                  // with reset_account -> account_reset, with
                                                  // keep_hall -> hall_view, with remove_hall
                                                  // -> hall_removed, or hall_refused
                     caf::reacts_to<change_link>, // -> link_made, link_opened, or why not
                     caf::reacts_to<write_rows>,  // adds to the batch -> `then`, once durable
                     caf::reacts_to<watch_appends>>; // -> streams_appended after each batch

// node_ask with erase_customer -> customer_erased, back_up -> backed_up.
using log_keeper_actor = caf::typed_actor<caf::reacts_to<node_ask>>;

// node_ask with list_shows -> show_page, list_refunds -> refund_page, get_past_seats -> seat_map,
// get_events -> events_page, find_account -> account_found or too_many_attempts, list_bookings and
// list_customer_bookings -> booking_page, list_sales -> sales_page,
// find_payment -> payment_found, list_halls -> hall_page, find_hall -> hall_view or hall_refused,
// get_programme -> programme_view.
using log_reader_actor = caf::typed_actor<caf::reacts_to<recover_show>, // -> recovered
                                          caf::reacts_to<read_history>, // -> history_view
                                          caf::reacts_to<node_ask>>;

/// The webhooks of a node of a partitioned cluster. node_ask with exchange_webhooks
/// -> webhooks_exchanged, list_dead -> dead_letters, resend_webhook -> dead_resent.
using node_webhooks_actor = caf::typed_actor<caf::reacts_to<node_ask>>;
/// From now on the directory has these webhooks; without any it answers `unavailable`.
struct serve_webhooks {
  node_webhooks_actor webhooks;
};

using review_throttle_actor =
    caf::typed_actor<caf::reacts_to<acquire>,   // -> granted, when it is the show's turn
                     caf::reacts_to<released>>; // -> granted to the next show

using show_actor =
    caf::typed_actor<caf::reacts_to<show_asks>,   // -> a reply to each (questions.hpp)
                     caf::reacts_to<recovered>,   // its stream, once after it was spawned
                     caf::reacts_to<timer_due>,   // -> acquire to the throttle
                     caf::reacts_to<granted>,     // reviews or expires -> released
                     caf::reacts_to<offer_leave>, // -> may_leave if it has no open work
                     caf::reacts_to<leave>,       // takes a snapshot and ends
                     caf::reacts_to<abandon>>;    // ends: what is not durable is void

/// What a gateway sends its asks to: the show directory, or the router of a cluster.
using entrance_actor = caf::typed_actor<caf::reacts_to<asks>>; // -> a reply to each

using show_directory_actor =
    caf::typed_actor<caf::reacts_to<asks>,             // -> show_asks, node_ask, returned
                     caf::reacts_to<may_leave>,        // -> leave, unless an ask is under way
                     caf::reacts_to<sweep>,            // -> offer_leave to idle shows
                     caf::reacts_to<serve_webhooks>,   // node_ask of webhooks go there
                     caf::reacts_to<take_shards>,      // serves their shows from now on
                     caf::reacts_to<give_up_shards>,   // ends their shows -> barrier to the writer
                     caf::reacts_to<barrier_reached>>; // -> gave_up_shards

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::serve_webhooks)
