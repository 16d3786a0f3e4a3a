// The wall clock, for time stamps in requests.
#pragma once

#include <chrono>
#include <cstdint>

namespace boxoffice::load {

[[nodiscard]] inline std::chrono::sys_time<std::chrono::milliseconds> wall_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

[[nodiscard]] inline std::int64_t unix_seconds() {
  return std::chrono::floor<std::chrono::seconds>(wall_now()).time_since_epoch().count();
}

} // namespace boxoffice::load
