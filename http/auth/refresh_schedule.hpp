// When a resource that may change at any time is loaded again.
#pragma once

#include <algorithm>
#include <chrono>

namespace boxoffice::http {

/// A pure state machine: the caller passes the time, loads when due() has come and reports it.
class refresh_schedule {
public:
  using clock = std::chrono::steady_clock;
  using duration = std::chrono::milliseconds;

  /// `regular` is the time between loads; loads that request() causes are at least `least_gap`
  /// apart.
  refresh_schedule(duration regular, duration least_gap)
      : regular_{regular}, least_gap_{least_gap} {}

  /// When the next load should begin; at once before the first.
  [[nodiscard]] clock::time_point due() const { return due_; }

  void began(clock::time_point now) {
    began_ = now;
    due_ = now + regular_;
  }
  /// After a failure the next load comes sooner: after 1 s, and each time after twice as long, up
  /// to a minute.
  void failed(clock::time_point now) {
    due_ = now + std::min(retry_, regular_);
    retry_ = std::min(2 * retry_, longest_retry);
  }
  void succeeded() { retry_ = first_retry; }
  /// Something may have changed: the next load comes as soon as it may.
  void request(clock::time_point now) { due_ = std::min(due_, std::max(now, began_ + least_gap_)); }

private:
  static constexpr duration first_retry{1'000};
  static constexpr duration longest_retry{60'000};

  duration regular_;
  duration least_gap_;
  duration retry_ = first_retry;
  clock::time_point began_{};
  clock::time_point due_{};
};

} // namespace boxoffice::http
