// What a worker records for monitoring.
#pragma once

#include "metrics/histogram.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <deque>

namespace boxoffice::http {

/// The requests that a worker answered, by route and status. Only the worker's thread records; any
/// thread reads.
class request_probe {
public:
  /// Numbers of routes: 0 is a request without one.
  static constexpr std::size_t most_routes = 128;
  /// Numbers of problems (response::problem): 0 is an answer that is none.
  static constexpr std::size_t most_problems = 64;

  void record(std::size_t route, unsigned status, std::uint8_t problem,
              std::chrono::nanoseconds took);

  /// Calls `visit(route, status, times)` for each pair of route and status that was recorded.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t route = 0; route < most_routes; ++route)
      for (const auto& place : routes_[route].by_status)
        if (const auto* one = place.load(std::memory_order_acquire))
          visit(route, one->status, one->times);
  }
  [[nodiscard]] std::uint64_t problems(std::size_t route, std::uint8_t problem) const {
    return routes_[route].problems[problem].value();
  }

private:
  struct series {
    explicit series(unsigned one) : status{one} {}
    unsigned status;
    metrics::histogram times{metrics::short_times};
  };
  struct route_series {
    /// Statuses of one route; a further one counts as the last.
    std::array<std::atomic<series*>, 16> by_status{};
    std::array<metrics::counter, most_problems> problems{};
  };

  [[nodiscard]] series& of(std::size_t route, unsigned status);

  std::array<route_series, most_routes> routes_{};
  std::deque<series> made_; ///< owns them
};

struct worker_probe {
  request_probe requests;
  metrics::queue_probe questions;       ///< to actors, from being sent to their reply
  metrics::counter connections;         ///< accepted, those without room included
  metrics::counter connections_refused; ///< without room
  metrics::counter shed;                ///< requests refused: too many under way, or too slow
  metrics::gauge websockets;
  metrics::counter frames;             ///< messages to WebSockets
  metrics::counter websockets_dropped; ///< closed with 1013: too far behind
};

} // namespace boxoffice::http
