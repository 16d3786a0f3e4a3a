// How many visitors come, and when.
#pragma once

#include "events/ids.hpp"

#include <cstdint>

namespace boxoffice::soak {

using events::time_ms;

inline constexpr std::int64_t second = 1'000;
inline constexpr std::int64_t minute = 60 * second;
inline constexpr std::int64_t hour = 60 * minute;

/// Two equal waves, each with a night at its end without requests, in which all shows leave memory.
/// Every moment of the second half has a moment with the same load in the first, so a difference
/// between the halves is not due to the load.
class demand {
public:
  demand(time_ms begins, std::int64_t length_ms);

  /// 0 at night; 1 on average over a day.
  [[nodiscard]] double at(time_ms when) const;
  [[nodiscard]] bool is_night(time_ms when) const { return into_wave(when) >= wave_ - night_; }

  [[nodiscard]] time_ms begins() const { return begins_; }
  [[nodiscard]] time_ms half() const { return begins_ + wave_; }
  [[nodiscard]] time_ms ends() const { return begins_ + 2 * wave_; }
  [[nodiscard]] std::int64_t length() const { return 2 * wave_; }
  /// When the day after this moment of a night begins.
  [[nodiscard]] time_ms next_morning(time_ms when) const { return when - into_wave(when) + wave_; }

private:
  [[nodiscard]] std::int64_t into_wave(time_ms when) const { return (when - begins_) % wave_; }

  time_ms begins_;
  std::int64_t wave_;
  std::int64_t night_;
};

} // namespace boxoffice::soak
