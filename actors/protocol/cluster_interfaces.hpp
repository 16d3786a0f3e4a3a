// The actors between the nodes of a cluster, a line a message; see interfaces.hpp for a node's own.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/peer_messages.hpp"

namespace boxoffice::actors {

struct placement;

/// What came of an attempt to reach another node, made here or by it.
struct connect_result {
  std::string failed; ///< for the operator, where there is no `other`
  caf::strong_actor_ptr other;
};
struct tick_due {};
/// Where shows are, from now on.
struct placed {
  std::shared_ptr<const placement> where;
};
struct try_again {};
/// A link's other node is gone for good, and the sender asks nothing more of it.
struct retire {};
/// This node's shards are lost: what it has in memory is void.
struct shards_lost {
  std::string why; ///< for the operator
};
/// A link of the member stands, or was given up, for the first time.
struct link_settled {};
/// Asks a node to give its shards to others and to leave them.
struct leave_cluster {};
struct left_cluster {};

using fan_in_actor =
    caf::typed_actor<caf::reacts_to<replies>>; // one node's; with the last it answers and ends

/// A link as the one on the other node sees it.
using other_end_actor = caf::typed_actor<caf::reacts_to<peer_asks>, caf::reacts_to<peer_answers>,
                                         caf::reacts_to<peer_returns>, caf::reacts_to<still_there>>;

using router_actor =
    caf::typed_actor<caf::reacts_to<asks>,     // sends each to the node that can answer it
                     caf::reacts_to<returned>, // tries again those that found no show at a node
                     caf::reacts_to<placed>,   // goes by it from now on, retires other links
                     caf::reacts_to<try_again>>;

using peer_link_actor =
    caf::typed_actor<caf::reacts_to<asks>,         // sends them to the other node
                     caf::reacts_to<replies>,      // sends them to where their asks came from
                     caf::reacts_to<peer_asks>,    // the other's, handed to the directory
                     caf::reacts_to<peer_answers>, // the other's, handed to who asked
                     caf::reacts_to<returned>,     // the directory has not their shows: sends back
                     caf::reacts_to<peer_returns>, // the other has not their shows: to the router
                     caf::reacts_to<still_there>,  // the other lives
                     caf::reacts_to<connect_result>, // there is a connection, or none
                     caf::reacts_to<retire>,         // refuses what is open, and ends
                     caf::reacts_to<tick_due>>;      // signs of life, late answers, new attempts

using handshake_acceptor_actor =
    caf::typed_actor<caf::replies_to<hello>::with<welcome>, // lets a node of the same cluster in
                     caf::reacts_to<placed>>;               // these are the nodes

using cluster_member_actor =
    caf::typed_actor<caf::reacts_to<tick_due>, // renews the lease, looks who is there, and acts
                     caf::reacts_to<gave_up_shards>, // the directory is done with them
                     caf::reacts_to<shards_lost>,    // drops all and joins anew
                     caf::reacts_to<replies>,        // timers of shows that it brought back ran
                     caf::reacts_to<link_settled>,   // it may be ready
                     caf::replies_to<leave_cluster>::with<left_cluster>>;

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::placed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::try_again)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::retire)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::shards_lost)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::link_settled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::leave_cluster)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::left_cluster)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::connect_result)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::tick_due)
