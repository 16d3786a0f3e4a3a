// A probe with a part of its own for each thread, for what several threads record at a high rate.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>

namespace boxoffice::metrics {

/// The number of the calling thread, in the order of their first call.
inline std::size_t thread_number() noexcept {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t own = next.fetch_add(1, std::memory_order_relaxed);
  return own;
}

/// A few parts on cache lines of their own. Threads beyond their number share parts, which is
/// correct and only slower.
template <class Probe, std::size_t Parts = 8>
class striped {
public:
  /// The part that the calling thread records into.
  [[nodiscard]] Probe& own() noexcept { return parts_[thread_number() % Parts].probe; }

  template <class Visit>
  void each(Visit visit) const {
    for (const auto& one : parts_)
      visit(one.probe);
  }
  /// The sum of a counter over all parts.
  template <class Read>
  [[nodiscard]] auto sum(Read read) const {
    auto total = read(parts_[0].probe);
    for (std::size_t i = 1; i < Parts; ++i)
      total += read(parts_[i].probe);
    return total;
  }

private:
  static constexpr std::size_t cache_line = 64;
  struct alignas(cache_line) part {
    Probe probe;
  };
  std::array<part, Parts> parts_{};
};

} // namespace boxoffice::metrics
