// Numbers that threads record without a lock and a scrape reads. All accesses are relaxed: a scrape
// may see one number newer than another.
#pragma once

#include <atomic>
#include <cstdint>

namespace boxoffice::metrics {

/// A count that only grows.
class counter {
public:
  void add(std::uint64_t more = 1) noexcept { count_.fetch_add(more, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const noexcept {
    return count_.load(std::memory_order_relaxed);
  }

private:
  std::atomic<std::uint64_t> count_{0};
};

/// A number that is set.
class gauge {
public:
  void set(std::int64_t now) noexcept { now_.store(now, std::memory_order_relaxed); }
  void add(std::int64_t more) noexcept { now_.fetch_add(more, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const noexcept { return now_.load(std::memory_order_relaxed); }

private:
  std::atomic<std::int64_t> now_{0};
};

/// What went into a queue and what came out. Both sides may be in different threads.
struct queue_probe {
  counter entered;
  counter left;

  /// Entries in the queue now. The two counts are not read at the same moment, so the result is
  /// bounded at 0.
  [[nodiscard]] std::uint64_t depth() const noexcept {
    auto out = left.value();
    auto in = entered.value();
    return in > out ? in - out : 0;
  }
};

} // namespace boxoffice::metrics
