// The webhooks of a node, as its gateway uses them.
#pragma once

#include "actors/protocol/shared_webhook_interfaces.hpp"
#include "actors/webhook/endpoint_dispatcher.hpp"
#include "actors/webhook/partitioned/partitioned_registry.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <optional>

namespace boxoffice::actors {

class webhook_service {
public:
  /// Begins to deliver what the log has behind the cursors. `system` and the log must outlive it.
  /// With `deps.shared` it delivers only for the shards that shard_holder() is given.
  /// In a partitioned cluster there are `peers`; their questions come by `directory`.
  webhook_service(caf::actor_system& system, dispatcher_deps deps, std::size_t most_endpoints,
                  std::optional<webhook_peers> peers = {}, show_directory_actor directory = {});
  webhook_service(const webhook_service&) = delete;
  webhook_service& operator=(const webhook_service&) = delete;
  /// As stop(), without waiting. Open questions get no answer.
  ~webhook_service();

  /// From any thread.
  void ask(webhook_question what, webhook_respond respond);

  /// Delivers nothing more and writes all cursors. Returns when they are durable, or after `most`.
  void stop(std::chrono::milliseconds most);

  /// Null unless other nodes write to the log too.
  [[nodiscard]] shard_holder_actor shard_holder() const { return shards_; }

private:
  webhook_entrance_actor registry_;
  shard_holder_actor shards_;
};

} // namespace boxoffice::actors
