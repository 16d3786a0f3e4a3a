// The actors between the nodes of a cluster, a line a message; see interfaces.hpp for a node's own.
#pragma once

#include "actors/interfaces.hpp"
#include "actors/peer_messages.hpp"

namespace boxoffice::actors {

/// What came of an attempt to reach another node, made here or by it.
struct dialled {
  std::string failed; ///< for the operator, where there is no `other`
  caf::strong_actor_ptr other;
};
struct tick_due {};

using gathering_actor =
    caf::typed_actor<caf::reacts_to<answers>>; // one node's; with the last it answers and ends

/// A link as the one on the other node sees it.
using other_end_actor = caf::typed_actor<caf::reacts_to<peer_asks>, caf::reacts_to<peer_answers>,
                                         caf::reacts_to<still_there>>;

using peer_link_actor =
    caf::typed_actor<caf::reacts_to<asks>,         // sends them to the other node
                     caf::reacts_to<answers>,      // sends them to where their asks came from
                     caf::reacts_to<peer_asks>,    // the other's, handed to the directory
                     caf::reacts_to<peer_answers>, // the other's, handed to who asked
                     caf::reacts_to<still_there>,  // the other lives
                     caf::reacts_to<dialled>,      // there is a connection, or none
                     caf::reacts_to<tick_due>>;    // signs of life, late answers, new attempts

using peer_door_actor =
    caf::typed_actor<caf::replies_to<hello>::with<welcome>>; // lets a node of the same cluster in

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::dialled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::tick_due)
