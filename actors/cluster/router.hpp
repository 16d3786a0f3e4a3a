// The entrance to a cluster of several nodes: sends each ask to the node that can answer it, and
// asks about all shows to every node, unless each node has the whole log.
#pragma once

#include "actors/cluster/deferred_asks.hpp"
#include "actors/cluster/placement.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

#include <map>

namespace boxoffice::actors {

class router : public router_actor::base {
public:
  router(caf::actor_config& config, show_directory_actor directory,
         std::shared_ptr<const placement> where, environment env);

  behavior_type make_behavior() override;
  void on_exit() override {
    where_.reset();
    erasures_.clear();
  }

private:
  void route(asks&& batch);
  void place(show_ask&& ask);
  void place(node_ask&& ask);
  void ask_all(node_ask&& ask);
  /// Erases a customer at all nodes once each of them has answered, or at none.
  void erase_later(node_ask&& ask);
  void erase_if_reached(replies&& batch);
  void send_gathered();
  void move_to(std::shared_ptr<const placement> where);
  /// Keeps an ask until its show may have arrived at a node, or refuses it.
  void defer(show_ask&& ask);
  void take_back(returned&& misrouted);
  void look_again();

  show_directory_actor directory_; ///< of this node
  std::shared_ptr<const placement> where_;
  environment env_;
  std::vector<asks> gathered_; ///< by the nodes' places, of the message that is being routed
  deferred_asks<show_ask> deferred_;
  std::map<std::uint64_t, node_ask> erasures_; ///< that wait until every node has answered
  std::uint64_t last_erasure_ = 0;
};

} // namespace boxoffice::actors
