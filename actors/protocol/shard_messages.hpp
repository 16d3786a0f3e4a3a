// How a node takes and gives up shards, if nodes share a log.
#pragma once

#include "actors/protocol/replies.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <caf/all.hpp>

#include <utility>
#include <vector>

namespace boxoffice::actors {

/// These shards are this node's from now on.
struct take_shards {
  std::vector<storage::claimed_shard> shards;
  std::vector<events::show_id> known; ///< the shows of these shards
};
/// Ends the shows of these shards.
struct give_up_shards {
  std::vector<int> shards;
  bool orderly{}; ///< what was decided is written first; else it is void
};
/// Nothing of these shards is in memory or on its way to the log any more.
struct gave_up_shards {
  std::vector<int> shards;
};
/// Ends a show. What it decided and is not durable is void.
struct abandon {};
/// Asks that came to a node that does not have their shows. It did nothing about them.
struct returned {
  asks batch;
};
/// The writer writes all that it was sent before, then sends it back in `barrier_reached`.
struct barrier {
  std::vector<std::pair<caf::strong_actor_ptr, std::vector<int>>>
      then_notify; ///< for the directory's own use
};
struct barrier_reached {
  barrier what;
};

/// Takes back asks whose shows a node does not have.
using returned_asks_actor = caf::typed_actor<caf::reacts_to<returned>>;

/// Takes and gives up shards beside the directory: each give_up_shards that is orderly is answered.
using shard_holder_actor =
    caf::typed_actor<caf::reacts_to<take_shards>, caf::reacts_to<give_up_shards>>;

/// Requests the release of shards.
using shard_giver_actor = caf::typed_actor<caf::reacts_to<gave_up_shards>>;

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::take_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::give_up_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::gave_up_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::abandon)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::returned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::barrier)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::barrier_reached)
