// The actors that connect the nodes of a cluster and their messages, one line a message.
// interfaces.hpp has a node's own.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/peer_messages.hpp"

namespace boxoffice::actors {

struct placement;

/// The outcome of an attempt to connect to another node, made by either of the two.
struct connect_result {
  std::string failed; ///< the error if `other` is null
  caf::strong_actor_ptr other;
  bool is_away = false; ///< nothing answers there: the node has not started, or has ended
};
/// A periodic timer of a link or of the cluster member.
struct tick_due {};
/// Which node has which show, from now on.
struct placed {
  std::shared_ptr<const placement> where;
};
/// The router's timer: looks again for shows that no node had.
struct try_again {};
/// Ends a link whose node has left the cluster. The sender sends nothing more to it.
struct retire {};
/// This node's shards are lost: what it has in memory is void.
struct shards_lost {
  std::string why; ///< for the server's log
};
/// A link of the member is connected, or its first attempt has failed.
struct link_settled {};
/// Hands this node's shards over to others and leaves the cluster.
struct request_leave {};
struct left_cluster {};

// `->` as in interfaces.hpp.

using fan_in_actor = caf::typed_actor<caf::reacts_to<replies>>; // of all nodes -> one reply

/// A link as the node at its other end sees it.
using other_end_actor = caf::typed_actor<caf::reacts_to<peer_asks>, caf::reacts_to<peer_answers>,
                                         caf::reacts_to<peer_returns>, caf::reacts_to<still_there>>;

using router_actor =
    caf::typed_actor<caf::reacts_to<asks>,       // -> asks to the directory or to links
                     caf::reacts_to<returned>,   // no node had the shows -> asks, a little later
                     caf::reacts_to<placed>,     // -> retire to links that are not in it
                     caf::reacts_to<replies>,    // of all nodes -> an erasure to each of them
                     caf::reacts_to<try_again>>; // -> asks

using peer_link_actor =
    caf::typed_actor<caf::reacts_to<asks>,           // -> peer_asks
                     caf::reacts_to<replies>,        // of this node -> peer_answers
                     caf::reacts_to<peer_asks>,      // -> asks to the directory
                     caf::reacts_to<peer_answers>,   // -> replies
                     caf::reacts_to<returned>,       // from the directory -> peer_returns
                     caf::reacts_to<peer_returns>,   // -> returned to the router
                     caf::reacts_to<still_there>,    // the other node is alive
                     caf::reacts_to<connect_result>, // starts to use the connection
                     caf::reacts_to<retire>,         // -> unavailable to what is open, then ends
                     caf::reacts_to<tick_due>>;      // -> still_there, or a new attempt

using handshake_acceptor_actor =
    caf::typed_actor<caf::replies_to<hello>::with<welcome>, // -> connect_result to the link
                     caf::reacts_to<placed>>;               // the nodes that are let in

using cluster_member_actor =
    caf::typed_actor<caf::reacts_to<tick_due>,       // renews the lease -> take_ or give_up_shards
                     caf::reacts_to<gave_up_shards>, // frees or hands over the shards
                     caf::reacts_to<shards_lost>,    // drops all shards and joins again
                     caf::reacts_to<replies>,        // timers_ran of recovered shows
                     caf::reacts_to<link_settled>,   // may complete the start
                     caf::replies_to<request_leave>::with<left_cluster>>;

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::placed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::try_again)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::retire)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::shards_lost)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::link_settled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::request_leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::left_cluster)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::connect_result)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::tick_due)
