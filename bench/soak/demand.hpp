// How many want to go to the cinema, and when.
#pragma once

#include "events/ids.hpp"

#include <cstdint>

namespace boxoffice::soak {

using events::time_ms;

inline constexpr std::int64_t second = 1'000;
inline constexpr std::int64_t minute = 60 * second;
inline constexpr std::int64_t hour = 60 * minute;

/// Two equal waves, each with a night at its end in which nobody wants anything and all shows leave
/// memory. So every moment of the second half has its like in the first, and what differs between
/// the two is not the load.
class demand {
public:
  demand(time_ms begins, std::int64_t length_ms);

  /// 0 by night, 1 on the average of a day.
  [[nodiscard]] double at(time_ms when) const;
  [[nodiscard]] bool is_night(time_ms when) const { return into_wave(when) >= wave_ - night_; }

  [[nodiscard]] time_ms begins() const { return begins_; }
  [[nodiscard]] time_ms half() const { return begins_ + wave_; }
  [[nodiscard]] time_ms ends() const { return begins_ + 2 * wave_; }
  [[nodiscard]] std::int64_t length() const { return 2 * wave_; }
  /// When the day begins that follows this moment of a night.
  [[nodiscard]] time_ms next_morning(time_ms when) const { return when - into_wave(when) + wave_; }

private:
  [[nodiscard]] std::int64_t into_wave(time_ms when) const { return (when - begins_) % wave_; }

  time_ms begins_;
  std::int64_t wave_;
  std::int64_t night_;
};

} // namespace boxoffice::soak
