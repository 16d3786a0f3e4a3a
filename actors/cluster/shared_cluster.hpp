// This node in a cluster whose nodes share one log: composes the cluster member, the handshake
// acceptor and the router.
#pragma once

#include "actors/cluster/cluster_member.hpp"

#include <mutex>
#include <optional>

namespace boxoffice::actors {

/// The node's lease. The engine checks it and the cluster member renews it. When the node outlives
/// a failed append, the lease ends and the member receives `shards_lost`.
class shared_lease {
public:
  /// Returns `env` for an engine that continues after its node lost its shards or its database.
  [[nodiscard]] static environment guard(std::shared_ptr<shared_lease> one, environment env);

  [[nodiscard]] std::shared_ptr<lease> held() const { return lease_; }
  void report_to(cluster_member_actor member);

private:
  [[nodiscard]] bool outlives(const storage::storage_error& error);

  std::shared_ptr<lease> lease_ = std::make_shared<lease>();
  std::mutex guard_;
  cluster_member_actor member_;
};

class shared_cluster {
public:
  /// `system` must outlive it. `directory` and `env` are those of an engine that `held` guards.
  shared_cluster(caf::actor_system& system, show_directory_actor directory, environment env,
                 std::shared_ptr<shared_lease> held, member_options options);
  shared_cluster(const shared_cluster&) = delete;
  shared_cluster& operator=(const shared_cluster&) = delete;
  /// Ends its actors. After leave() the node's row is removed too.
  ~shared_cluster();

  /// Accepts connections of other nodes. Returns the error if it cannot.
  [[nodiscard]] std::optional<std::string> listen(const std::string& host, std::uint16_t port);
  /// Takes and gives up shards together with the shows, from start() on.
  void add_holder(shard_holder_actor webhooks) { webhooks_ = std::move(webhooks); }
  /// Joins. `finished` is called once, from another thread, when this node can answer.
  void start(std::function<void()> finished);
  /// Gives all shards to other nodes; returns when they have them, or after `most`.
  void leave(std::chrono::milliseconds most);
  /// For a gateway.
  [[nodiscard]] entrance_actor entrance() const { return router_; }

private:
  caf::actor_system& system_;
  show_directory_actor directory_;
  environment env_;
  std::shared_ptr<shared_lease> held_;
  member_options options_;
  router_actor router_;
  handshake_acceptor_actor acceptor_;
  cluster_member_actor member_;
  shard_holder_actor webhooks_;
};

} // namespace boxoffice::actors
