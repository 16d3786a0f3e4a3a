// Show id -> show actor: the one entrance to the shows of a node. Shows are spawned at their first
// ask and let go when nobody asks any more.
#pragma once

#include "actors/show/show_room.hpp"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace boxoffice::actors {

struct directory_options {
  /// The shows in the log: others are refused without a look at it, so that made-up ids cost next
  /// to nothing.
  std::unordered_set<events::show_id> known;
  std::chrono::milliseconds show_idle{};
  bool shared = false; ///< only shards that it is given are its own
};

class show_directory : public show_directory_actor::base {
public:
  /// `near` is completed with this actor's own address.
  show_directory(caf::actor_config& config, show_deps deps, directory_options options);

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
  /// Nothing where there is no such show.
  resident* spawn_for(const show_ask& ask, std::int64_t epoch);
  void let_go(const may_leave& idle);
  void offer_leave_to_idle();
  /// Shows that were opened and nothing else leave once many were opened after them: a season's
  /// halls in one call need not be in memory together.
  void note_opened(const events::show_id& show);
  void arm_sweep();

  void take(const take_shards& ours);
  void give_up(const give_up_shards& them);
  [[nodiscard]] std::optional<std::int64_t> epoch_of(const events::show_id& show) const;
  /// Remembers a show that was told to end, until it did.
  void see_off(const show_actor& show);
  void settle_if_all_are_gone();
  void tell(const barrier& over);

  std::shared_ptr<const show_deps> deps_;
  directory_options options_;
  std::unordered_map<int, std::int64_t> epochs_; ///< of its shards, where it shares the log
  std::unordered_set<caf::actor_addr> ending_;   ///< shows that may still send to the writer
  barrier waiting_;                              ///< who waits for them to end
  asks strays_; ///< of the message that is being handed on, for shows of other nodes
  std::unordered_map<events::show_id, resident> residents_;
  std::vector<resident*> asked_;       ///< those with something gathered
  std::deque<events::show_id> opened_; ///< by open_show since they were spawned, oldest first
  bool sweep_armed_ = false;
};

} // namespace boxoffice::actors
