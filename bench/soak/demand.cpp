#include "bench/soak/demand.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boxoffice::soak {

namespace {

/// What is bought last in the evening is paid, called off, refunded and idle long before.
constexpr std::int64_t shortest_night = 20 * minute;

constexpr double least_demand = 1.0 / 3; ///< morning and late evening, as parts of the average
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
