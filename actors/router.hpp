// The entrance to a cluster of several nodes: sends each question to the node that can answer it,
// and those about all shows to every node.
#pragma once

#include "actors/cluster_interfaces.hpp"
#include "actors/engine.hpp"
#include "actors/partition.hpp"

namespace boxoffice::actors {

struct router_neighbours {
  std::shared_ptr<const partition> cluster;
  show_directory_actor directory;     ///< of this node
  std::vector<peer_link_actor> links; ///< by the nodes' places; none at this node's own
};

class router : public entrance_actor::base {
public:
  router(caf::actor_config& config, router_neighbours near, surroundings around);

  behavior_type make_behavior() override;

private:
  void route(asks&& batch);
  void place(show_ask&& ask);
  void place(node_ask&& ask);
  void ask_all(node_ask&& ask);

  router_neighbours near_;
  std::vector<asks> gathered_; ///< by the nodes' places, of the message that is being routed
};

} // namespace boxoffice::actors
