// A node as the real member of a cluster is to be: renews, looks, judges, follows; and routes asks.
#pragma once

#include "actors/cluster/shard_assignment.hpp"
#include "tests/simulation/served_shards.hpp"

namespace boxoffice::simulation {

class cluster_node {
public:
  cluster_node(environment& in, network& net, int number);

  void start();
  void crash();
  void leave() { leaving_ = true; }
  void take(const message& what);

  [[nodiscard]] process& on() { return on_; }
  [[nodiscard]] const process& on() const { return on_; }
  [[nodiscard]] database_link& database() { return database_; }
  [[nodiscard]] bool leaving() const { return leaving_; }
  [[nodiscard]] std::string incarnation() const {
    return assignment_ ? assignment_->incarnation() : std::string{};
  }
  [[nodiscard]] const served_shards& served() const { return served_; }

private:
  using rows = std::shared_ptr<const storage::membership_rows>;

  /// A call of the loop: what it tells is for the tenancy that asked.
  template <class Ask, class Then>
  void call(Ask ask, Then then);

  void begin_life();
  void end_tenancy(const std::string& why);
  void begin_round();
  void end_round();
  void join();
  void give_up_joining();
  void clear_away();
  void look_from_outside();
  void renew();
  void renewed(boot_clock::time_point sent);
  void announce_leave();
  void look();
  void looked(rows seen);
  void follow(actors::shard_plan steps);
  void expel(std::vector<storage::member> whom, std::function<void()> then);
  void claim(const std::vector<int>& wanted, bool look_again);
  void give_drained(std::size_t next);
  void leave_if_ready();
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] bool others_stay() const;

  [[nodiscard]] boot_clock::time_point lease_clock() const;
  [[nodiscard]] bool lease_holds() const;

  void route(ask what);
  void serve_for_other(const ask& what);
  void take_from_client(const ask& what);
  void give_back(const ask& what);
  void defer(ask what);
  void tell(const ask& whom, const outcome& what);

  environment& in_;
  network& net_;
  int number_;
  std::string name_;
  process on_;
  database_link database_;
  served_shards served_;

  std::optional<actors::shard_assignment> assignment_;
  std::uint64_t lives_ = 0;
  std::string left_behind_; ///< the incarnation whose tenancy ended last
  int pending_reads_ = 0;   ///< in this round
  bool member_ = false;
  bool leaving_ = false, announced_ = false;
  bool perhaps_left_ = false; ///< it tried to, and whether it did is not known
  std::optional<boot_clock::time_point> leave_began_;
  boot_clock::time_point round_began_{};
  std::vector<actors::transfer> transfers_;                ///< not known to be given yet
  rows table_;                                             ///< of the last look
  std::map<std::pair<int, std::uint64_t>, int> under_way_; ///< client's ask -> its returns so far
};

} // namespace boxoffice::simulation
