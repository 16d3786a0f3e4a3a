// This node among those that share one log in a database: keeps its lease, takes and gives shards,
// knows the others. Its decisions are tenancy's; here they are carried out.
#pragma once

#include "actors/cluster/link/handshake_acceptor.hpp"
#include "actors/cluster/link/peer_link.hpp"
#include "actors/cluster/shard_assignment.hpp"
#include "storage/postgres/membership.hpp"

#include <map>
#include <memory>

namespace boxoffice::actors {

class peer_network;

struct member_options {
  storage::postgres_options database;
  std::string node;
  std::string address; ///< host:port, as the others are told
  std::chrono::milliseconds lease{5'000};
  credentials own;
  std::shared_ptr<peer_network> network;
  events::shared_customer_keys customer_keys;
  link_options links{};
};

/// What the member works with.
struct member_deps {
  show_directory_actor directory;
  router_actor router;
  handshake_acceptor_actor acceptor;
  std::shared_ptr<lease> charge;
  environment env;
  /// Called once, when the first shards' timers ran and the other nodes are connected, those that
  /// can be.
  std::function<void()> finished;
};

/// Detached, for it waits for the database. While that is gone it does nothing but try; the lease
/// runs out by itself.
class cluster_member : public cluster_member_actor::base {
public:
  cluster_member(caf::actor_config& config, member_options options, member_deps deps);

  behavior_type make_behavior() override;
  void on_exit() override;

private:
  struct neighbour {
    std::string incarnation;
    std::string address;
    peer_link_actor link;
  };

  void tick();
  void live();
  [[nodiscard]] bool keep_lease();
  [[nodiscard]] bool join();
  void give_up_joining();
  /// Looks once and acts on it; true where there may be more to do at once.
  [[nodiscard]] bool look_and_act();
  void adopt(const std::vector<storage::claimed_shard>& shards);
  void give(std::vector<transfer>&& transfers);
  void go_on_without(const std::vector<int>& shards);
  void retry_gifts();
  void drop_all(const std::string& why);
  void dropped();
  void meet(const storage::membership_rows& seen);
  [[nodiscard]] peer_link_actor link_with(const storage::member& other);
  void place(const storage::membership_rows& seen);
  void count_brought_back(std::size_t shows);
  void start_if_linked();
  void leave_if_done();
  void left();
  /// Tells the operator of an error once, until things are well again.
  void note(const storage::storage_error& error);

  member_options options_;
  member_deps deps_;
  storage::postgres_membership database_;
  std::chrono::milliseconds between_ticks_;
  std::optional<shard_assignment>
      assignment_; ///< none before the first join and while all is dropped
  bool joined_ = false;
  bool dropping_ = false;
  std::vector<transfer> transfers_;             ///< being drained here, or not handed over yet
  std::set<int> drained_;                       ///< of those, what nothing is under way of any more
  std::map<std::string, neighbour> neighbours_; ///< by name
  std::string placed_;                          ///< what the router was told last, as text
  std::size_t coming_back_ = 0;                 ///< shows whose timers have yet to run
  std::size_t unsettled_links_ = 0;             ///< with no connection yet, and not given up
  bool brought_back_ = false;                   ///< the first shards' timers ran
  bool started_ = false;
  std::string noted_;
  caf::typed_response_promise<left_cluster> leaving_;
  bool is_leaving_ = false; ///< gives all away; `leaving_` is told when it has
};

} // namespace boxoffice::actors
