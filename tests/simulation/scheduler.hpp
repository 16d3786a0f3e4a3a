// Virtual time and all the chance there is: one seed makes one run, again and again.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace boxoffice::simulation {

using namespace std::chrono_literals;

using duration = std::chrono::nanoseconds;
using instant = duration; ///< since the run began

/// Own distributions, because those of the standard differ between libraries.
class chance {
public:
  explicit chance(std::uint64_t seed) : bits_{seed} {}

  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return bits_() % bound; }
  [[nodiscard]] bool happens(double probability) {
    return static_cast<double>(bits_() >> 11U) * 0x1p-53 < probability;
  }
  [[nodiscard]] duration between(duration least, duration most) {
    return least + duration{below(static_cast<std::uint64_t>((most - least).count()) + 1)};
  }

private:
  std::mt19937_64 bits_;
};

/// Runs events in the order of their times; of the same time, in the order of their scheduling.
class scheduler {
public:
  using deed = std::function<void()>;

  [[nodiscard]] instant now() const { return now_; }

  void at(instant when, deed what);
  void after(duration wait, deed what) { at(now_ + wait, std::move(what)); }
  /// Stops at `end`, or earlier if `enough` returns true.
  void run_until(instant end, const std::function<bool()>& enough);

private:
  struct event {
    instant when;
    std::uint64_t turn;
    deed what;
  };

  static bool later(const event& one, const event& other) {
    return std::pair{one.when, one.turn} > std::pair{other.when, other.turn};
  }

  instant now_{};
  std::uint64_t turns_ = 0;
  std::vector<event> heap_; ///< the next one first
};

} // namespace boxoffice::simulation
