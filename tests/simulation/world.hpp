// Nodes, clients and the one database, and what goes wrong among them.
#pragma once

#include "tests/simulation/client.hpp"
#include "tests/simulation/cluster_node.hpp"

namespace boxoffice::simulation {

/// Faults that happen at a moment; the weather has those that happen all the time.
enum class fault : std::uint8_t {
  pause,
  crash,
  cut_off_from_database,
  cut_off_from_each_other,
  clock_of_database_steps,
  other_primary,
  wall_clock_steps,
  leave,
  join,
};
constexpr int faults_in_all = 9;

class world {
public:
  world(std::uint64_t seed, const planted_bugs& bugs, bool traced);

  void start();
  /// Things go wrong until `end`.
  void trouble(instant end);
  /// All faults end; crashed nodes are started again.
  void calm_down();
  void run_until(instant end);

  /// No call that was sent so far takes effect after that.
  [[nodiscard]] instant last_effect() const;
  /// The shards that no live node holds and serves, with their epochs.
  [[nodiscard]] std::vector<storage::claimed_shard> unserved();
  /// A live node that has not reported its start; empty if there is none.
  [[nodiscard]] std::string unstarted();
  /// Why the shards are not evenly spread over the nodes; empty if they are.
  [[nodiscard]] std::string uneven();
  void expect_replies();

  environment in;

private:
  void deliver(int to, const message& what);
  [[nodiscard]] std::optional<int> any_node(bool running);
  void choose_weather();
  void next_fault(instant end);
  void inflict(fault what);
  void inflict_on(cluster_node& whom, fault what);
  void cut_two();
  void step_database_clock();

  network net_;
  std::vector<std::unique_ptr<cluster_node>> nodes_;
  std::vector<std::unique_ptr<client>> clients_;
  std::vector<fault> likely_; ///< those that this run has
  duration gap_{};            ///< between faults
  std::vector<bool> crashed_; ///< by node: it comes back of itself
};

} // namespace boxoffice::simulation
