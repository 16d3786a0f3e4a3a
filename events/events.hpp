// The events of a show's stream (spec section 7). Stored on disk: C++ names may change, stored
// names never. Seats are named by id, bookings by number.
#pragma once

#include "events/gate.hpp"
#include "events/ids.hpp"
#include "events/kinds/payment_events.hpp"
#include "events/kinds/seat_events.hpp"
#include "events/kinds/show_changes.hpp"
#include "events/money.hpp"
#include "events/reasons.hpp"
#include "events/show_events.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace boxoffice::events {

struct round_draw {
  std::uint64_t round{}; ///< of reviews, from 1 in each stream
  bytes16 seed{};
  friend auto operator<=>(const round_draw&, const round_draw&) = default;
};

struct booking_requested {
  request_id id;
  customer_id customer{};
  std::vector<seat_id> seats;
  money amount;
  std::optional<bytes32> key_hash;    ///< SHA-256 of the Idempotency-Key
  std::vector<price_type_id> types{}; ///< one for each of `seats`; none if the show has none
  bool best_available{};              ///< the show chose the seats
  sales_channel channel{};
};
struct booking_confirmed {
  booking_number number{};
  round_draw drawn;
  review_rule rule{};
  std::vector<booking_number> rivals; ///< those that lost a seat to it
  time_ms pay_by{};
};
struct booking_rejected {
  booking_number number{};
  round_draw drawn;
  review_rule rule{};
  std::vector<booking_number> lost_to;
  std::vector<seat_id> seats_lost;
};
struct booking_expired {
  booking_number number{};
  expiry_reason reason{};
  std::optional<std::uint64_t> round; ///< only if a review round expired it
};
struct booking_cancelled {
  booking_number number{};
  canceller by{};
  operator_proof operator_by{}; ///< with canceller::by_operator
};
using event = std::variant<show_opened, rules_changed, sales_paused, sales_resumed, show_cancelled,
                           seats_blocked, seats_unblocked, booking_requested, booking_confirmed,
                           booking_rejected, booking_expired, booking_cancelled, booking_paid,
                           payment_failed, refund_due, refund_completed, booking_moved,
                           seats_returned, payment_reversed, seat_admitted, show_changed>;

/// An event at its place in a stream.
struct recorded {
  std::uint64_t seq{}; ///< from 1, without gaps
  time_ms at{};        ///< server time, never less than the one before
  events::event event;
};

/// The booking of an event: the number in it, or the seq of a BookingRequested.
[[nodiscard]] std::optional<booking_number> booking_of(const recorded& record);

} // namespace boxoffice::events
