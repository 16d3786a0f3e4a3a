// What is said of shards that come to a node and go, where nodes share a log.
#pragma once

#include "actors/protocol/replies.hpp"
#include "storage/postgres/membership_rows.hpp"

#include <caf/all.hpp>

#include <utility>
#include <vector>

namespace boxoffice::actors {

/// Shards of a log that others write to as well, this node's from now on.
struct take_shards {
  std::vector<storage::claimed_shard> shards;
  std::vector<events::show_id> known; ///< their shows
};
/// Lets go of shards and their shows.
struct give_up_shards {
  std::vector<int> shards;
  bool orderly{}; ///< what was decided here is written first; else it is void
};
/// Nothing of them is here or on its way to the log any more.
struct gave_up_shards {
  std::vector<int> shards;
};
/// A show's end where what it decided is void.
struct abandon {};
/// Asks that came to a node that does not have their shows; nothing was done about them.
struct returned {
  asks batch;
};
/// Asks the writer to write all that it was sent before; it sends the same back.
struct barrier {
  std::vector<std::pair<caf::strong_actor_ptr, std::vector<int>>> then_tell; ///< the asker's own
};
struct barrier_reached {
  barrier what;
};

/// Where asks come back to that found no show at a node.
using reply_port_actor = caf::typed_actor<caf::reacts_to<returned>>;

/// Who asked for shards to be given up.
using shard_giver_actor = caf::typed_actor<caf::reacts_to<gave_up_shards>>;

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::take_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::give_up_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::gave_up_shards)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::abandon)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::returned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::barrier)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::barrier_reached)
