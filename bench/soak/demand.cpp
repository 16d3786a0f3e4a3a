#include "bench/soak/demand.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boxoffice::soak {

namespace {

/// Long enough for the last bookings of the evening to be paid, cancelled, refunded and idle.
constexpr std::int64_t shortest_night = 20 * minute;

constexpr double least_demand = 1.0 / 3; ///< morning and late evening, relative to the average
constexpr double most_demand = 5.0 / 3;

} // namespace

demand::demand(time_ms begins, std::int64_t length_ms)
    : begins_{begins}, wave_{length_ms / 2}, night_{std::max(shortest_night, wave_ / 12)} {}

double demand::at(time_ms when) const {
  if (is_night(when))
    return 0;
  auto through_the_day = static_cast<double>(into_wave(when)) / static_cast<double>(wave_ - night_);
  auto height = std::sin(std::numbers::pi * through_the_day);
  return least_demand + (most_demand - least_demand) * height * height;
}

} // namespace boxoffice::soak
