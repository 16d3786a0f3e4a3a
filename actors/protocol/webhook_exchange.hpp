// What the nodes of a partitioned cluster tell each other of their webhooks. Each node has all
// endpoints, and delivers the events of its own log.
#pragma once

#include "actors/protocol/webhook_questions.hpp"
#include "storage/webhook/peer_rows.hpp"

namespace boxoffice::actors {

/// The endpoints that a node knows, and those that were removed. A node that is asked takes what is
/// later than what it knows -> webhooks_exchanged.
struct exchange_webhooks {
  std::vector<storage::webhook_endpoint> endpoints;
  std::vector<storage::removed_webhook> removed;
};

/// How the deliveries of one node to an endpoint stand; see webhook_view.
struct webhook_standing {
  std::string id;   ///< of the endpoint
  std::string node; ///< its name
  bool down = false;
  std::uint64_t shows_behind = 0;
  std::uint64_t events_behind = 0;
  std::uint64_t dead_letters = 0;
  std::optional<events::time_ms> next_attempt{};
  events::time_ms last_success = 0;
  std::string last_error;
  events::time_ms last_error_at = 0;
};

/// What the nodes know, their own and what they have just taken.
struct webhooks_exchanged {
  std::vector<storage::webhook_endpoint> endpoints; ///< those of each node, one after the other
  std::vector<storage::removed_webhook> removed;
  std::vector<webhook_standing> standings;
  std::vector<std::string> missing; ///< nodes that are not reachable
};

} // namespace boxoffice::actors
