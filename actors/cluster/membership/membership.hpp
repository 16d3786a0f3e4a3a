// A node's membership in a cluster that shares one log, as a state machine: from the results of
// database calls, acknowledgements of the node's own actors and the clock to the next steps. No
// I/O, no clock, no CAF: cluster_member carries the steps out, and so does the simulation.
#pragma once

#include "actors/cluster/membership/membership_steps.hpp"
#include "actors/cluster/membership/start_progress.hpp"

#include <deque>
#include <functional>
#include <map>
#include <set>

namespace boxoffice::actors {

/// Each function takes one input and returns what to do. While a call is under way (the last steps
/// had one) only its result may come in; other inputs wait. Results are errors if the database
/// cannot be reached: then it is unknown whether the call takes effect, and when.
class membership {
public:
  using time_point = boot_clock::time_point;

  enum class phase : std::uint8_t {
    outside,  ///< has no row: waits for its former incarnation to be expelled, then joins
    joined,   ///< renews its lease, takes and gives shards
    leaving,  ///< joined, and gives its shards away
    left,     ///< has confirmed that; keeps its row and what nobody takes until stop()
    dropping, ///< lost its shards; waits until nothing of them is under way
    stopped,  ///< does nothing more
  };

  /// `new_incarnation` names a life of the node, unlike any other.
  membership(membership_identity self, std::function<std::string()> new_incarnation,
             membership_rules rules = {})
      : self_{std::move(self)}, new_incarnation_{std::move(new_incarnation)}, rules_{rules} {}

  /// Renews the lease, looks at the members, and acts on it; several times within a lease.
  next_steps tick(time_point now);
  /// Nothing of these shards is under way any more.
  next_steps released(const std::vector<int>& shards, time_point now);
  /// An append was refused or its outcome is unknown. `why` is for the operator.
  next_steps shards_lost(const std::string& why);
  next_steps timers_ran(std::size_t shows);
  next_steps link_settled();
  next_steps request_leave();
  /// The process ends. After request_leave() others need not wait for the end of the lease.
  next_steps stop();

  next_steps joined(const storage::result<bool>& done, time_point now);
  next_steps renewed(const storage::result<bool>& done, time_point now);
  next_steps looked(storage::result<storage::membership_rows> seen, time_point now);
  next_steps listed(storage::result<storage::shows_of_shards> shows, time_point now);
  next_steps expelled(const storage::status& done, time_point now);
  next_steps claimed(time_point now);
  next_steps handed_over(const storage::status& done);
  next_steps announced(const storage::status& done);
  next_steps left_members();

  [[nodiscard]] phase now_in() const { return phase_; }
  /// Whether a call is under way.
  [[nodiscard]] bool is_busy() const { return under_way_.has_value(); }
  /// Of the present life; empty before the first and between two.
  [[nodiscard]] std::string incarnation() const;

private:
  void begin_round(time_point now);
  void look() { make(look_at_members{}); }
  void go_on(time_point now);
  void act_on(storage::membership_rows&& seen, time_point now);
  void meet(const std::vector<storage::member>& members);
  void publish(const storage::membership_rows& seen);
  void serve(storage::shows_of_shards&& shows);
  void give();
  void hand_over_next();
  void drop(const std::string& why);
  void start_if_ready();
  void leave_if_done();
  void confirm(phase next);
  [[nodiscard]] bool has_row() const;

  void act(action what);
  void make(database_call what);
  database_call finish_call();
  void log(log_line::level severity, std::string text);
  /// Logs an error once, until things are well again.
  void note(const storage::storage_error& error);
  [[nodiscard]] next_steps take() { return std::exchange(steps_, {}); }

  membership_identity self_;
  std::function<std::string()> new_incarnation_;
  membership_rules rules_;
  phase phase_ = phase::outside;
  std::optional<shard_assignment> assignment_; ///< of this life
  bool leave_requested_ = false;

  next_steps steps_;                       ///< of the input at hand
  std::optional<database_call> under_way_; ///< the call whose result is pending
  time_point sent_at_{};                   ///< of the last join or renewal
  shard_plan plan_;                        ///< of the last look; `adopt` until they are served
  std::deque<database_call> pending_;      ///< of the last look, after the one under way
  int looks_left_ = 0;                     ///< in this round
  bool others_stay_ = false;               ///< some member does not leave, by the last look

  std::vector<transfer> transfers_; ///< being drained, or not known to be handed over
  std::size_t next_transfer_ = 0;   ///< in this pass over them
  bool then_look_ = false;          ///< after that pass
  std::set<int> drained_;           ///< of those shards

  std::map<std::string, std::string> peers_; ///< name -> incarnation
  shard_owners published_;
  start_progress start_;
  std::string noted_; ///< the last error
};

} // namespace boxoffice::actors
