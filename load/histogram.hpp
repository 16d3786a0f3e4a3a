// Latencies as counts in buckets (the layout of HdrHistogram).
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace boxoffice::load {

/// Counts latencies with three significant digits: single microseconds up to 2 ms, above that
/// buckets of at most a thousandth of their value. A record takes constant time; the size is 168
/// KiB. One thread at a time.
class histogram {
public:
  using microseconds = std::chrono::microseconds;

  /// About 18 minutes. Longer latencies count as this, negative ones as 0.
  static constexpr microseconds most{(1 << 30) - 1};

  histogram();

  void record(microseconds latency);
  void merge(const histogram& other);
  void clear();

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Minimum and maximum are exact. All values are 0 if nothing was recorded.
  [[nodiscard]] microseconds min() const;
  [[nodiscard]] microseconds max() const;
  /// The latency that `percent` (0 to 100) of all do not exceed: never too low and at most a
  /// thousandth too high.
  [[nodiscard]] microseconds percentile(double percent) const;

private:
  std::vector<std::uint64_t> counts_; ///< by bucket
  std::uint64_t count_ = 0;
  std::uint32_t min_ = 0; ///< µs; valid if count_ is not 0
  std::uint32_t max_ = 0;
};

} // namespace boxoffice::load
