// How long a node may decide and answer for the shards that it has.
#pragma once

#include "actors/boot_clock.hpp"

#include <atomic>

namespace boxoffice::actors {

/// Set by the cluster member, read by any thread. An actor that answers from memory checks it after
/// it has made the answer: if the lease held then, no other node can have changed what the answer
/// rests on.
class lease {
public:
  [[nodiscard]] bool holds(boot_clock::time_point now = boot_clock::now()) const {
    return !ended_.load(std::memory_order_acquire) &&
           now.time_since_epoch().count() < until_.load(std::memory_order_acquire);
  }
  void extend(boot_clock::time_point until) {
    until_.store(until.time_since_epoch().count(), std::memory_order_release);
  }
  /// What is in memory is void: a renewal that is under way does not make it valid again.
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
