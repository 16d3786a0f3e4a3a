// How long a node may decide and answer for the shards that it has.
#pragma once

#include "actors/boot_clock.hpp"

#include <atomic>

namespace boxoffice::actors {

/// Set by the cluster member, read by any thread. Whoever answers from memory looks at it after it
/// made its answer: if the lease held then, nobody else can have changed what the answer rests on.
class lease {
public:
  [[nodiscard]] bool holds() const {
    return !ended_.load(std::memory_order_acquire) &&
           boot_clock::now().time_since_epoch().count() < until_.load(std::memory_order_acquire);
  }
  void extend(boot_clock::time_point until) {
    until_.store(until.time_since_epoch().count(), std::memory_order_release);
  }
  /// Whatever is in memory is void: no renewal that was under way makes it good again.
  void end() { ended_.store(true, std::memory_order_release); }
  /// For a node that has nothing in memory.
  void begin(boot_clock::time_point until) {
    extend(until);
    ended_.store(false, std::memory_order_release);
  }

private:
  std::atomic<boot_clock::rep> until_{0};
  std::atomic<bool> ended_{false};
};

} // namespace boxoffice::actors
