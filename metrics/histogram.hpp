// Histograms with fixed buckets.
#pragma once

#include "metrics/counter.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace boxoffice::metrics {

/// The upper bounds of a histogram's buckets, ascending, in the unit that is recorded.
struct buckets {
  std::span<const std::int64_t> bounds;
  double scale = 1; ///< one recorded unit in base units: 1e-6 if microseconds are recorded
};

inline constexpr std::size_t most_bounds = 15;

/// The content of a histogram in base units.
struct histogram_values {
  std::vector<double> bounds;
  std::vector<std::uint64_t> counts; ///< of each bucket; the last one is above all bounds
  double sum = 0;

  /// Adds the content of a histogram with the same buckets.
  histogram_values& operator+=(const histogram_values& other);
};

class histogram {
public:
  /// At most most_bounds of them; they must outlive it.
  explicit histogram(const buckets& of) noexcept;

  /// A negative value counts as 0.
  void record(std::int64_t value) noexcept;
  void record(std::chrono::nanoseconds time) noexcept {
    record(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
  }
  [[nodiscard]] histogram_values values() const;

private:
  buckets of_;
  std::array<counter, most_bounds + 1> counts_;
  counter sum_;
};

// ---- buckets

inline constexpr double microseconds = 1e-6;
inline constexpr double milliseconds = 1e-3;

/// Of requests and appends: 0.1 ms to 10 s, recorded in microseconds.
inline constexpr std::array<std::int64_t, 15> short_times_us{
    100,    250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,
    50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000};
inline constexpr buckets short_times{short_times_us, microseconds};

/// Of lags: 5 ms to 5 min, recorded in milliseconds.
inline constexpr std::array<std::int64_t, 14> long_times_ms{
    5, 10, 50, 100, 250, 500, 1'000, 1'500, 2'000, 5'000, 10'000, 30'000, 60'000, 300'000};
inline constexpr buckets long_times{long_times_ms, milliseconds};

/// Of numbers of things.
inline constexpr std::array<std::int64_t, 13> sizes_to_4096{1,   2,   4,   8,    16,   32,  64,
                                                            128, 256, 512, 1024, 2048, 4096};
inline constexpr buckets sizes{sizes_to_4096, 1};

} // namespace boxoffice::metrics
