// The durations of the default rules.
#pragma once

#include <chrono>

namespace boxoffice::actors::tests {

inline constexpr std::chrono::milliseconds review_interval{1'000}; ///< Of the usual rules.
inline constexpr std::chrono::milliseconds payment_window{120'000};
inline constexpr std::chrono::milliseconds longest_sleep{10'000}; ///< Of a show's timer.
inline constexpr std::chrono::milliseconds until_idle{60'000}; ///< For engines that it is given to.

} // namespace boxoffice::actors::tests
