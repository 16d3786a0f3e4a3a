// The state of a booking.
#pragma once

#include "events/commands.hpp"
#include "events/state/lazy.hpp"
#include "events/state/seat_list.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace boxoffice::events {

enum class booking_status : std::uint8_t {
  in_review,
  confirmed,
  rejected,
  expired,
  cancelled,
  paid,
};
/// As in the API.
[[nodiscard]] constexpr std::string_view name(booking_status value) {
  switch (value) {
  case booking_status::in_review: return "IN_REVIEW";
  case booking_status::confirmed: return "CONFIRMED";
  case booking_status::rejected: return "REJECTED";
  case booking_status::expired: return "EXPIRED";
  case booking_status::cancelled: return "CANCELLED";
  case booking_status::paid: return "PAID";
  }
  return {};
}

/// Whether the booking keeps its seats from others and may still be paid.
[[nodiscard]] constexpr bool is_open(booking_status status) {
  return status == booking_status::in_review || status == booking_status::confirmed;
}

/// The outcome of one payment message; kept so that a repeated message gets the same response.
struct payment_entry {
  payment_id payment;
  payment_status status{};
  std::optional<refund_reason> refund; ///< success that bought nothing
  paid_how how{};                      ///< success that paid the booking
};

/// Money that is due back until the provider reports the refund.
struct open_refund {
  payment_id payment;
  money amount;
  refund_reason reason{};
  time_ms since{};
};

/// The members that only some bookings need: those contested, paid, or requested with an
/// Idempotency-Key.
struct booking_details {
  std::optional<bytes32> key_hash;
  std::vector<booking_number> others; ///< rivals of a winner, or the winners that a loser lost to
  seat_list seats_lost;

  std::optional<payment_id> paid_by;
  money received;    ///< with paid_by
  time_ms paid_at{}; ///< with paid_by; the provider's time
  std::vector<payment_entry> payments;
  std::vector<open_refund> refunds;
};

/// Small, because a node has thousands of shows with thousands of bookings each.
struct booking {
  booking_number number{};
  bytes16 secret{};
  customer_id customer{};
  seat_list seats;       ///< in the order of the request
  std::int64_t amount{}; ///< minor units of the show's currency
  time_ms requested_at{};

  time_ms decided_at{}; ///< of the review; 0 before
  time_ms pay_by{};     ///< 0 if it was never confirmed
  round_draw drawn;     ///< round 0: no review decided it
  booking_status status{booking_status::in_review};
  review_rule rule{};
  std::optional<expiry_reason> expired;
  std::optional<canceller> cancelled;
  paid_how how{}; ///< with details->paid_by

  lazy<booking_details> details;
};

} // namespace boxoffice::events
