// The shows of the shards that a node serves, in memory: what they decided, and what of it is
// durable. Stands for show_directory, show_room and log_writer; shard_gate is the server's own.
#pragma once

#include "tests/simulation/database_link.hpp"
#include "tests/simulation/network.hpp"

#include <map>

namespace boxoffice::simulation {

class served_shards {
public:
  /// What the node does for it.
  struct owner {
    std::function<bool()> lease_holds;
    std::function<void(const ask&, const outcome&)> reply;
    std::function<void(const std::string&)> deposed; ///< an append was refused
    std::function<void(const std::vector<int>&)> gave_up;
    std::function<void()> timers_ran; ///< of one show
  };

  served_shards(environment& in, process& on, database_link& database, owner node)
      : in_{in},
        on_{on},
        database_{database},
        node_{std::move(node)},
        gate_{true, in.planted.gate} {}

  void serve(const std::vector<storage::claimed_shard>& shards,
             const std::vector<storage::show_id>& open_work);
  /// False if the show belongs to another node now.
  [[nodiscard]] bool take(const ask& what);
  /// Calls gave_up when nothing of them is under way any more.
  void give_up(const std::vector<int>& shards, actors::give_up_reason why);
  /// Whether it replies to all asks for the shard under that epoch.
  [[nodiscard]] bool serves(int shard, std::int64_t epoch) const;
  /// The process is gone.
  void forget_all();

private:
  /// A show's actor, from its start to its end.
  using instance = std::uint64_t;
  struct waiting {
    std::uint64_t seq;
    ask from;
  };
  struct show_memory {
    int show{};
    std::int64_t epoch{};
    bool loaded = false;
    bool runs_timers = false; ///< has yet to report that they ran
    bool ending = false;
    std::vector<write_id> writes; ///< in the order of their seqs, from 1 on
    std::uint64_t durable = 0;
    bool appending = false;
    int replies_under_way = 0;
    std::vector<ask> until_loaded;
    std::vector<waiting> until_durable;
  };

  [[nodiscard]] instance resident(int show, std::int64_t epoch);
  void load(instance which);
  void loaded(instance which, std::vector<write_id> writes);
  void report_timers(show_memory& show);
  void decide(instance which, const ask& what);
  void read_soon(instance which, const ask& what);
  [[nodiscard]] duration thread_wait();
  void reply_durable(instance which);
  void reply(instance which, const ask& what, std::uint64_t seq);
  void append(instance which);
  void try_append(instance which, const append_ask& what, bool first);
  void look_up(instance which, const append_ask& what);
  void is_durable(instance which, const append_ask& what);
  void is_refused(instance which);
  void end(instance which);
  void end_if_drained(instance which);
  void report_if_all_ended();

  environment& in_;
  process& on_;
  database_link& database_;
  owner node_;
  actors::shard_gate gate_;
  instance instances_ = 0;
  std::map<instance, show_memory> shows_; ///< those that end too
  std::map<int, instance> residents_;     ///< by show
  std::vector<std::vector<int>> giving_up_;
};

} // namespace boxoffice::simulation
