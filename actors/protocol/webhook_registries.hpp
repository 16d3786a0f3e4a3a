// The registries of webhook endpoints of a node whose log is its own, and their messages.
// shared_webhook_interfaces.hpp has that of a log that several nodes share.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/webhook_interfaces.hpp"

namespace boxoffice::actors {

/// An endpoint that a question added is durable.
struct endpoint_written {
  storage::webhook_endpoint endpoint;
  webhook_respond respond;
};
/// The dispatcher of a removed endpoint has ended.
struct dispatch_ended {
  std::string id;
  webhook_respond respond;
};
/// What other nodes know -> `then`, once what is later than what this node knows is durable.
struct take_endpoints {
  std::vector<storage::webhook_endpoint> endpoints;
  std::vector<storage::removed_webhook> removed;
  std::function<void()> then;
};
/// What a registry knows.
struct known_webhooks {
  webhook_list endpoints;
  std::vector<storage::removed_webhook> removed;
};
/// -> `then`.
struct tell_endpoints {
  std::function<void(known_webhooks&&)> then;
};

using webhook_registry_actor =
    caf::typed_actor<caf::reacts_to<streams_appended>, // -> to all dispatchers
                     caf::reacts_to<webhook_ask>,      // -> its answer
                     caf::reacts_to<endpoint_written>, // spawns its dispatcher -> the answer
                     caf::reacts_to<dispatch_ended>,   // -> write_rows, then the answer
                     caf::reacts_to<take_endpoints>,   // -> as if the operator had asked here
                     caf::reacts_to<tell_endpoints>,   // -> what it knows
                     caf::reacts_to<end_webhooks>>;    // -> end_dispatch to all dispatchers

/// The timer of an exchange with all nodes.
struct exchange_due {};
/// This node has taken what the others know.
struct exchanged {
  std::function<void(const webhooks_exchanged&)> then;
  webhooks_exchanged with;
};
/// What this node knows, to be told to all nodes -> exchanged.
struct exchange_begun {
  std::function<void(const webhooks_exchanged&)> then;
  known_webhooks known;
};
/// A call has changed a webhook of this node. It is answered once the others have heard of it.
struct webhook_changed {
  webhook_answer answer;
  webhook_respond respond;
};
/// The webhook of a question exists.
struct webhook_found {
  webhook_ask ask;
};

using partitioned_registry_actor =
    caf::typed_actor<caf::reacts_to<webhook_ask>,     // -> to the registry, or to all nodes
                     caf::reacts_to<node_ask>,        // of a node -> to the registry
                     caf::reacts_to<replies>,         // of all nodes
                     caf::reacts_to<webhook_changed>, // -> exchange_webhooks to all nodes
                     caf::reacts_to<webhook_found>,   // -> the question to all nodes
                     caf::reacts_to<exchange_begun>,  // -> exchange_webhooks to all nodes
                     caf::reacts_to<exchanged>,       // -> what waited for it
                     caf::reacts_to<exchange_due>,    // -> exchange_webhooks to all nodes
                     caf::reacts_to<end_webhooks>>;   // -> to the registry

} // namespace boxoffice::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::endpoint_written)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::dispatch_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::take_endpoints)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::tell_endpoints)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::exchange_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::exchanged)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::exchange_begun)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::webhook_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(boxoffice::actors::webhook_found)
