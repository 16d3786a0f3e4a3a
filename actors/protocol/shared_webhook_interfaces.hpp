// The registry of webhook endpoints in a log that several nodes share, and its messages.
#pragma once

#include "actors/protocol/shard_messages.hpp"
#include "actors/protocol/webhook_interfaces.hpp"

namespace boxoffice::actors {

/// All dispatchers of these shards have ended -> gave_up_shards to `asker`.
struct dispatchers_ended {
  std::vector<int> shards;
  caf::strong_actor_ptr asker;
};

using shared_registry_actor =
    caf::typed_actor<caf::reacts_to<streams_appended>,  // of this node -> to all dispatchers
                     caf::reacts_to<webhook_ask>,       // -> its answer
                     caf::reacts_to<take_shards>,       // spawns dispatchers
                     caf::reacts_to<give_up_shards>,    // -> end_dispatch
                     caf::reacts_to<dispatchers_ended>, // -> gave_up_shards
                     caf::reacts_to<look_due>,          // -> change_endpoint
                     caf::reacts_to<end_webhooks>>;     // -> end_dispatch to all dispatchers

/// A registry, whatever the form of its node.
using webhook_entrance_actor =
    caf::typed_actor<caf::reacts_to<webhook_ask>, caf::reacts_to<end_webhooks>>;

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::dispatchers_ended)
