// The steady clock of leases and of the node's time.
#pragma once

#include <chrono>
#include <ctime>

namespace boxoffice::actors {

/// Time since the machine was started: goes on while a process is stopped and while the machine
/// sleeps, and nobody sets it.
struct boot_clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<boot_clock>;
  static constexpr bool is_steady = true;

  static time_point now() {
    timespec read{};
    ::clock_gettime(CLOCK_BOOTTIME, &read);
    return time_point{std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec}};
  }
};

} // namespace boxoffice::actors
