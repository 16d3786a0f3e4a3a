// The kernel's clocks as clocks of <chrono>, and the one reading of the wall clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

namespace boxoffice::storage {

/// A clock of clock_gettime(2), such as CLOCK_BOOTTIME.
template <clockid_t Id>
struct posix_clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<posix_clock>;
  static constexpr bool is_steady = Id != CLOCK_REALTIME;

  static time_point now() noexcept {
    timespec read{};
    ::clock_gettime(Id, &read);
    return time_point{std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec}};
  }
  /// Milliseconds since the epoch of the clock.
  static std::int64_t now_ms() noexcept {
    return std::chrono::duration_cast<std::chrono::milliseconds>(now().time_since_epoch()).count();
  }
};

/// UTC since 1970-01-01. An operator or NTP may set it to any time.
using wall_clock = posix_clock<CLOCK_REALTIME>;

} // namespace boxoffice::storage
