// A node's process: it acts while it runs, by its machine's clock.
#pragma once

#include "actors/cluster/lease.hpp"
#include "tests/simulation/scheduler.hpp"

namespace boxoffice::simulation {

using boot_clock = actors::boot_clock;

class process {
public:
  process(scheduler& time, chance& luck);

  /// Runs while the process is stopped, at the rate of the machine's oscillator.
  [[nodiscard]] boot_clock::time_point clock() const;
  /// The same, but people set it.
  [[nodiscard]] boot_clock::time_point wall_clock() const { return clock() + wall_offset_; }
  void step_wall_clock(duration by) { wall_offset_ += by; }

  void start() { runs_ = true; }
  /// Its memory is lost.
  void kill();
  [[nodiscard]] bool runs() const { return runs_; }
  [[nodiscard]] bool paused() const { return paused_; }
  void pause(duration most);
  void resume();

  /// For events from outside: dropped after the process was killed, delayed while it is paused.
  [[nodiscard]] scheduler::deed in_this_life(scheduler::deed what);
  void after(duration by_its_clock, scheduler::deed what);

private:
  void run(std::uint64_t life, scheduler::deed what);

  scheduler& time_;
  chance& luck_;
  double rate_;
  duration offset_;
  duration wall_offset_{};
  bool runs_ = false;
  bool paused_ = false;
  std::uint64_t lives_ = 0;
  std::uint64_t pauses_ = 0;
  std::vector<scheduler::deed> waiting_; ///< for the end of the pause
};

} // namespace boxoffice::simulation
