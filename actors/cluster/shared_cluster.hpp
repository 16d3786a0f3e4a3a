// This node among others that share one log in a database: its member, its door and the entrance.
#pragma once

#include "actors/cluster/cluster_member.hpp"
#include "actors/engine.hpp"

#include <mutex>
#include <optional>

namespace boxoffice::actors {

/// What a node's engine and its member tell each other past their messages.
class charge {
public:
  /// The same, for an engine that goes on where its node lost its shards or its database.
  [[nodiscard]] static environment shared(std::shared_ptr<charge> one, environment env);

  [[nodiscard]] std::shared_ptr<lease> held() const { return lease_; }
  void report_to(cluster_member_actor member);

private:
  [[nodiscard]] bool outlive(const storage::storage_error& error);

  std::shared_ptr<lease> lease_ = std::make_shared<lease>();
  std::mutex guard_;
  cluster_member_actor member_;
};

class shared_cluster {
public:
  /// `system` and `home`, whose surroundings are those of `in_charge`, must outlive it.
  shared_cluster(caf::actor_system& system, engine& home, std::shared_ptr<charge> holds_lease,
                 member_options options);
  shared_cluster(const shared_cluster&) = delete;
  shared_cluster& operator=(const shared_cluster&) = delete;
  /// Ends all; where leave() was called the node's row goes too.
  ~shared_cluster();

  /// Lets the others in; says why it cannot.
  [[nodiscard]] std::optional<std::string> listen(const std::string& host, std::uint16_t port);
  /// Joins. `finished` is called once, from another thread, when this node can answer.
  void start(std::function<void()> finished);
  /// Gives all shards to other nodes; returns when they have them, or after `most`.
  void leave(std::chrono::milliseconds most);
  /// For a gateway.
  [[nodiscard]] entrance_actor entrance() const { return router_; }

private:
  caf::actor_system& system_;
  engine& home_;
  std::shared_ptr<charge> charge_;
  member_options options_;
  router_actor router_;
  handshake_acceptor_actor acceptor_;
  cluster_member_actor member_;
};

} // namespace boxoffice::actors
