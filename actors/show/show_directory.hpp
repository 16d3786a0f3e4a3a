// Show id -> show actor: all asks of a node's shows come through here. A show is spawned at its
// first ask and ends when it has been idle for a while.
#pragma once

#include "actors/show/leave_budget.hpp"
#include "actors/show/shard_gate.hpp"
#include "actors/show/show_room.hpp"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace boxoffice::actors {

struct directory_options {
  /// The shows in the log. Asks of others are refused without reading the log, so that invented ids
  /// cost next to nothing.
  std::unordered_set<events::show_id> known;
  std::chrono::milliseconds show_idle{}; ///< without an ask, until a show is offered to end
  bool shared =
      false; ///< other nodes write to the log too: it serves the shards of take_shards only
  std::size_t bookings_a_round{}; ///< of the shows that leave within a quarter of a second
};

class show_directory : public show_directory_actor::base {
public:
  /// `deps` is completed with this actor's own address.
  show_directory(caf::actor_config& config, show_deps deps, directory_options options);

  behavior_type make_behavior() override;
  /// Ends the shows too.
  void on_exit() override;

private:
  struct resident {
    show_actor show;
    std::uint64_t asks = 0;
    caf::actor_clock::time_point last_asked;
    caf::actor_clock::time_point last_offered{}; ///< its end, while idle
    show_asks gathered{};                        ///< from the current message
  };

  void distribute(asks&& batch);
  void route(show_ask&& ask);
  void route(node_ask&& ask);
  [[nodiscard]] reply own_ticket_keys() const;
  /// Null if there is no such show.
  resident* spawn_for(const show_ask& ask, std::int64_t epoch);
  void release(const may_leave& idle);
  /// Offers the end to some idle shows, and soon to some more.
  void offer_leave_to_idle();
  /// Offers the end to a show that was only opened, once many others were opened after it: all
  /// shows of a season may be opened in one call.
  void note_opened(const events::show_id& show);
  void arm_sweep(std::chrono::milliseconds delay);
  void count_residents();

  void take(const take_shards& ours);
  void give_up(const give_up_shards& them);
  /// Remembers a show that was sent its end, until it has ended.
  void watch_until_ended(const show_actor& show);
  void send_barrier_if_all_ended();
  void report(const barrier& over);

  std::shared_ptr<const show_deps> deps_;
  directory_options options_;
  shard_gate gate_;
  barrier barrier_; ///< sent to the writer once the shows of shards that are given up have ended
  asks misrouted_;  ///< asks of the current message for shows of other nodes
  std::unordered_map<events::show_id, resident> residents_;
  std::vector<resident*> addressed_;   ///< with something in `gathered`
  std::deque<events::show_id> opened_; ///< by open_show since they were spawned, oldest first
  bool sweep_armed_ = false;
  leave_budget budget_;
  caf::actor_clock::time_point last_round_{}; ///< of shows that leave
  node_webhooks_actor webhooks_;              ///< null: none
};

} // namespace boxoffice::actors
