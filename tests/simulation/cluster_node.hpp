// A node of the simulation: runs the server's membership, lease and routing rules, and carries out
// what they decide as cluster_member and router do.
#pragma once

#include "actors/cluster/deferred_asks.hpp"
#include "actors/cluster/lease.hpp"
#include "actors/cluster/membership/membership.hpp"
#include "tests/simulation/served_shards.hpp"

namespace boxoffice::simulation {

class cluster_node {
public:
  cluster_node(environment& in, network& net, int number);

  void start();
  void crash();
  void leave();
  void take(const message& what);

  [[nodiscard]] process& on() { return on_; }
  [[nodiscard]] const process& on() const { return on_; }
  [[nodiscard]] database_link& database() { return database_; }
  [[nodiscard]] bool leaving() const { return leaving_; }
  [[nodiscard]] bool started() const { return started_; }
  [[nodiscard]] std::string incarnation() const {
    return membership_ ? membership_->incarnation() : std::string{};
  }
  [[nodiscard]] const served_shards& served() const { return served_; }

private:
  using input = std::function<actors::next_steps()>;

  /// Inputs wait while a call of the membership is under way, as messages do for an actor that
  /// blocks.
  void submit(input what);
  void handle_next();
  void carry_out(actors::next_steps steps);
  void finish_input();
  void tick_soon();
  void stop();

  void perform(const actors::extend_lease& what) { lease_->extend(what.until); }
  void perform(const actors::begin_lease& what) { lease_->begin(what.until); }
  void perform(const actors::end_lease&);
  void perform(const actors::serve_shards& what);
  void perform(const actors::release_shards& what);
  void perform(const actors::drop_shards&);
  void perform(const actors::open_link& what);
  void perform(const actors::forget_link&) {}
  void perform(const actors::publish_owners& what) { owners_ = what.now; }
  void perform(const actors::log_line& what);
  void perform(const actors::finish_start&) { started_ = true; }
  void perform(const actors::confirm_leave&) { stop(); }

  void make(const actors::join_cluster& call);
  void make(const actors::renew_lease& call);
  void make(const actors::look_at_members& call);
  void make(const actors::list_shows_of& call);
  void make(const actors::expel_member& call);
  void make(const actors::claim_shards& call);
  void make(const actors::hand_over_shards& call);
  void make(const actors::announce_leave& call);
  void make(const actors::leave_members& call);
  template <class Ask, class Then>
  void call(Ask ask, Then then);

  [[nodiscard]] boot_clock::time_point lease_clock() const;
  [[nodiscard]] bool lease_holds() const { return lease_->holds(lease_clock()); }
  void lost_shards(const std::string& why);
  void deposed(const std::string& why);

  void route(const ask& what);
  void take_from_client(const ask& what);
  void serve_for_other(const ask& what);
  void defer(ask what);
  void reply(const ask& to, const outcome& what);

  environment& in_;
  network& net_;
  int number_;
  std::string name_;
  process on_;
  database_link database_;
  served_shards served_;

  std::optional<actors::membership> membership_;
  std::optional<actors::lease> lease_;
  std::uint64_t lives_ = 0;
  std::deque<input> inputs_;
  bool handling_ = false; ///< an input, until its last call has returned
  bool ticking_ = false;  ///< that input is a tick
  bool stopping_ = false;
  bool leaving_ = false;
  bool started_ = false;

  actors::shard_owners owners_;
  actors::deferred_asks<ask> deferred_;
  std::map<std::pair<int, std::uint64_t>, int> under_way_; ///< client's ask -> its returns so far
};

} // namespace boxoffice::simulation
