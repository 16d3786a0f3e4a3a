// The state of a booking.
#pragma once

#include "events/commands.hpp"
#include "events/state/lazy.hpp"
#include "events/state/seat_list.hpp"

#include <optional>
#include <string>
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
  money returned;                      ///< by a refund or a reversal
  std::int64_t total = 0;              ///< of a refund or reversal whose event has one
  std::string dispute{};               ///< the same
};

/// Money that is due back until the provider reports the refund.
struct open_refund {
  payment_id payment;
  money amount;
  refund_reason reason{};
  time_ms since{};
  std::uint64_t seq{}; ///< of its RefundDue, with refund_reason::seats_returned
};

/// A seat whose holder was admitted to the show.
struct admission {
  seat_index seat{};
  time_ms at{};     ///< of the scan
  std::string gate; ///< empty: not named
};

/// The members that only some bookings need: those contested, paid, changed, admitted, requested
/// with an Idempotency-Key or with price types.
struct booking_details {
  std::optional<bytes32> key_hash;
  std::vector<booking_number> others; ///< rivals of a winner, or the winners that a loser lost to
  seat_list seats_lost;
  /// One a seat; none: each is of the show's first type, if any. An empty one has no type.
  std::vector<price_type_id> types;
  std::vector<std::int64_t> prices; ///< one a seat, minor units; none: those of the plan

  std::optional<payment_id> paid_by;
  money kept;        ///< with paid_by; less what is due back for returned seats or was reversed
  time_ms paid_at{}; ///< with paid_by; the provider's time
  std::optional<payment_method> method; ///< with paid_by, of a sale at the counter
  std::vector<payment_entry> payments;
  std::vector<open_refund> refunds; ///< oldest first

  // What was requested, if seats were moved or returned since; else empty.
  seat_list requested_seats;
  std::vector<price_type_id> requested_types; ///< as `types`
  std::vector<std::int64_t> requested_prices; ///< one a seat
  std::vector<admission> admitted;            ///< in the order of the events
};

/// The admission of that seat; null if there was none.
[[nodiscard]] const admission* find_admission(const booking_details& details, seat_index seat);

/// Small, because a node has thousands of shows with thousands of bookings each.
struct booking {
  booking_number number{};
  bytes16 secret{};
  customer_id customer{};
  seat_list seats;       ///< in the order of the request
  std::int64_t amount{}; ///< minor units of the show's currency; less that of returned seats
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
