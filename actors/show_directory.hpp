// Show id -> show actor: the one entrance to the shows of a node. Shows are spawned at their first
// ask and let go when nobody asks any more.
#pragma once

#include "actors/show_room.hpp"

#include <unordered_map>
#include <unordered_set>

namespace boxoffice::actors {

class show_directory : public show_directory_actor::base {
public:
  /// `near` is completed with this actor's own address. `known` are the shows in the log: others
  /// are refused without a look at it, so that made-up ids cost next to nothing.
  show_directory(caf::actor_config& config, show_neighbours near,
                 std::unordered_set<events::show_id> known, std::chrono::milliseconds show_idle);

  behavior_type make_behavior() override;
  /// Ends the shows too.
  void on_exit() override;

private:
  struct resident {
    show_actor show;
    std::uint64_t asks = 0;
    caf::actor_clock::time_point last_asked;
    show_asks gathered{}; ///< of the message that is being handed on
  };

  void hand_on(asks&& batch);
  void route(show_ask&& ask);
  void route(node_ask&& ask);
  resident* find_or_spawn(const show_ask& ask);
  void let_go(const may_leave& idle);
  void offer_leave_to_idle();
  void arm_sweep();

  std::shared_ptr<const show_neighbours> near_;
  std::unordered_set<events::show_id> known_;
  std::chrono::milliseconds show_idle_;
  std::unordered_map<events::show_id, resident> residents_;
  std::vector<resident*> asked_; ///< those with something gathered
  bool sweep_armed_ = false;
};

} // namespace boxoffice::actors
