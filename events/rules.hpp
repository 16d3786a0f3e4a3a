// The settings of spec section 2 that decisions depend on. They are part of the log (ShowOpened and
// RulesChanged carry them), so that the auditor checks by the rules of that time.
#pragma once

#include <compare>
#include <cstdint>

namespace boxoffice::events {

struct rules {
  std::int64_t review_interval_ms = 1'000;
  std::int64_t contention_window_ms = 1'000;
  std::int64_t review_hold_ms = 30'000;
  std::int64_t payment_window_ms = 120'000;
  std::int64_t max_seats = 10;
  friend auto operator<=>(const rules&, const rules&) = default;
};

/// How long an Idempotency-Key stands for its booking, counted from `requestedAt`.
inline constexpr std::int64_t idempotency_ms = 24LL * 60 * 60 * 1000;

} // namespace boxoffice::events
