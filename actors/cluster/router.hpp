// The entrance to a cluster of several nodes: sends each question to the node that can answer it,
// and those about all shows to every node, unless each has the whole log.
#pragma once

#include "actors/cluster/placement.hpp"
#include "actors/environment.hpp"
#include "actors/protocol/cluster_interfaces.hpp"

namespace boxoffice::actors {

/// Whether an ask that found no show at so many nodes may look for it once more. Shows move within
/// a second or two; who asked waits for so long, and asks again if it must.
[[nodiscard]] constexpr bool may_look_again(std::uint8_t returns) { return returns < 20; }
inline constexpr std::chrono::milliseconds between_looks{100};

class router : public router_actor::base {
public:
  router(caf::actor_config& config, show_directory_actor directory,
         std::shared_ptr<const placement> where, environment env);

  behavior_type make_behavior() override;
  void on_exit() override { where_.reset(); }

private:
  void route(asks&& batch);
  void place(show_ask&& ask);
  void place(node_ask&& ask);
  void ask_all(node_ask&& ask);
  void send_gathered();
  void move_to(std::shared_ptr<const placement> where);
  /// Keeps an ask whose show is nowhere to be found for a moment.
  void defer(show_ask&& ask);
  void take_back(returned&& misrouted);
  void look_again();

  show_directory_actor directory_; ///< of this node
  std::shared_ptr<const placement> where_;
  environment env_;
  std::vector<asks> gathered_; ///< by the nodes' places, of the message that is being routed
  asks deferred_;
  bool look_armed_ = false;
};

} // namespace boxoffice::actors
