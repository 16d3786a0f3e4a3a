// A clock for time-outs, read several times a request.
#pragma once

#include <chrono>
#include <ctime>

namespace boxoffice::http {

/// Steady time as of the kernel's last tick, at most 10 ms ago: a fifth of the price of a reading.
struct coarse_clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<coarse_clock>;
  static constexpr bool is_steady = true;

  static time_point now() noexcept {
    timespec read{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &read);
    return time_point{std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec}};
  }
};

} // namespace boxoffice::http
