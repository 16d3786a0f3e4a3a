// A show's timers as messages to itself.
#pragma once

#include <cstdint>

namespace boxoffice::actors {

enum class timer : std::uint8_t { review, expiry };

/// A timer of a show went off. One of an older epoch was replaced and is ignored.
struct timer_due {
  timer which{};
  std::uint32_t epoch{}; ///< counts the timers of this kind, from 1
  bool operator==(const timer_due&) const = default;
};

} // namespace boxoffice::actors
