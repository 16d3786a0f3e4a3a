// By which rule, and why: the enumerations that events carry. Their stored texts stand in
// event_names.hpp.
#pragma once

#include <cstdint>

namespace boxoffice::events {

/// By which rule a review decided.
enum class review_rule : std::uint8_t {
  uncontested,
  most_seats,
  won_draw, // of the confirmed
  fewer_seats,
  lost_draw, // of the rejected
};
enum class expiry_reason : std::uint8_t { review_timeout, payment_timeout };
enum class canceller : std::uint8_t { by_customer, by_operator, show_cancelled };
enum class paid_how : std::uint8_t { in_time, late_delivery };
[[nodiscard]] constexpr bool is_late(paid_how how) { return how == paid_how::late_delivery; }
/// Why money goes back; in the order in which they are looked for (spec section 5).
enum class refund_reason : std::uint8_t {
  already_paid,
  rejected,
  cancelled,
  not_confirmed,
  wrong_currency,
  wrong_amount,
  too_late,
  show_cancelled,
  seats_gone,
};

} // namespace boxoffice::events
