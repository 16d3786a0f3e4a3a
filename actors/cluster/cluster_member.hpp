// The actor around a node's membership in a cluster that shares one log: makes the database calls
// that `membership` asks for, and carries its other steps out.
#pragma once

#include "actors/cluster/lease.hpp"
#include "actors/cluster/link/handshake_acceptor.hpp"
#include "actors/cluster/link/peer_link.hpp"
#include "actors/cluster/membership/membership.hpp"
#include "storage/postgres/membership.hpp"

#include <map>
#include <memory>
#include <set>

namespace boxoffice::actors {

class peer_network;

struct member_options {
  storage::postgres_options database;
  std::string node;
  std::string address; ///< host:port, for the other nodes
  std::chrono::milliseconds lease{5'000};
  credentials own;
  std::shared_ptr<peer_network> network;
  events::shared_customer_keys customer_keys;
  link_options links{};
};

struct member_deps {
  show_directory_actor directory;
  router_actor router;
  handshake_acceptor_actor acceptor;
  std::shared_ptr<lease> held;
  environment env;
  shard_holder_actor webhooks; ///< may be null
  /// Called once: when the timers of the first shards ran, and each other node is connected or
  /// given up.
  std::function<void()> finished;
};

/// Detached, because it blocks on the database. While the database is away it only tries to reach
/// it, and the lease runs out by itself.
class cluster_member : public cluster_member_actor::base {
public:
  cluster_member(caf::actor_config& config, member_options options, member_deps deps);

  behavior_type make_behavior() override;
  void on_exit() override;

private:
  /// Until no further call is asked for.
  void carry_out(next_steps steps);

  void take(const gave_up_shards& gone);

  void perform(const extend_lease& what);
  void perform(const begin_lease& what);
  void perform(const end_lease&);
  void perform(serve_shards& what);
  void perform(release_shards& what);
  void perform(const drop_shards&);
  void perform(const open_link& what);
  void perform(const forget_link& what) { links_.erase(what.peer); }
  void perform(publish_owners& what);
  void perform(const log_line& what);
  void perform(const finish_start&) { deps_.finished(); }
  void perform(const confirm_leave&);

  [[nodiscard]] next_steps make(const join_cluster& call);
  [[nodiscard]] next_steps make(const renew_lease& call);
  [[nodiscard]] next_steps make(const look_at_members& call);
  [[nodiscard]] next_steps make(const list_shows_of& call);
  [[nodiscard]] next_steps make(const expel_member& call);
  [[nodiscard]] next_steps make(const claim_shards& call);
  [[nodiscard]] next_steps make(const hand_over_shards& call);
  [[nodiscard]] next_steps make(const announce_leave& call);
  [[nodiscard]] next_steps make(const leave_members& call);

  [[nodiscard]] peer_link_actor link_with(const storage::member& peer);
  [[nodiscard]] cluster_probe& probe() const { return deps_.env.probe->cluster; }

  member_options options_;
  member_deps deps_;
  storage::postgres_membership database_;
  std::chrono::milliseconds between_ticks_;
  membership membership_;
  std::map<std::string, peer_link_actor> links_; ///< by the peers' names
  std::set<int> ending_webhooks_; ///< shards that the shows still have, and the webhooks give up
  caf::typed_response_promise<left_cluster> leave_requested_;
};

} // namespace boxoffice::actors
