#include "tests/simulation/process.hpp"

#include <utility>

namespace boxoffice::simulation {

namespace {

constexpr double slowest = 0.995; // A hundredth between the slowest and the fastest.
constexpr double spread = 0.01;
constexpr std::uint64_t steps = 1'000;

} // namespace

process::process(scheduler& time, chance& luck)
    : time_{time},
      luck_{luck},
      rate_{slowest + spread * static_cast<double>(luck.below(steps + 1)) / double{steps}},
      offset_{luck.between(0s, 1'000s)} {}

boot_clock::time_point process::clock() const {
  auto gone = static_cast<double>(time_.now().count()) * rate_;
  return boot_clock::time_point{offset_ + duration{static_cast<duration::rep>(gone)}};
}

void process::kill() {
  runs_ = paused_ = false;
  ++lives_;
  waiting_.clear();
}

void process::pause(duration most) {
  if (!runs_ || paused_)
    return;
  paused_ = true;
  time_.after(most, [this, mine = ++pauses_] {
    if (mine == pauses_)
      resume();
  });
}

/// Delayed events run in any order, as threads get their cores.
void process::resume() {
  if (!paused_)
    return;
  paused_ = false;
  for (auto& each : std::exchange(waiting_, {}))
    time_.after(luck_.between(0us, 2ms), in_this_life(std::move(each)));
}

scheduler::deed process::in_this_life(scheduler::deed what) {
  return [this, life = lives_, what = std::move(what)]() mutable { run(life, std::move(what)); };
}

void process::run(std::uint64_t life, scheduler::deed what) {
  if (life != lives_ || !runs_)
    return;
  if (paused_)
    waiting_.push_back(std::move(what));
  else
    what();
}

void process::after(duration by_its_clock, scheduler::deed what) {
  auto wait = static_cast<double>(by_its_clock.count()) / rate_;
  time_.after(duration{static_cast<duration::rep>(wait)}, in_this_life(std::move(what)));
}

} // namespace boxoffice::simulation
