// The events of a show's stream (spec section 7). Stored on disk: C++ names may change, stored
// names never. Seats are named by id, bookings by number.
#pragma once

#include "events/ids.hpp"
#include "events/money.hpp"
#include "events/reasons.hpp"
#include "events/rules.hpp"
#include "events/show_body.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace boxoffice::events {

/// The round of a review and the seed of its draw.
struct round_draw {
  std::uint64_t round{}; ///< from 1 in each stream
  bytes16 seed{};
  friend auto operator<=>(const round_draw&, const round_draw&) = default;
};

struct show_opened {
  show_body body;
  events::rules rules;
  operator_proof by{};
};
struct rules_changed {
  events::rules rules;
};
struct sales_paused {
  operator_proof by{};
};
struct sales_resumed {
  operator_proof by{};
};
struct show_cancelled {
  operator_proof by{};
};
struct seats_blocked {
  std::vector<seat_id> seats;
  operator_proof by{};
};
struct seats_unblocked {
  std::vector<seat_id> seats;
  operator_proof by{};
};
struct booking_requested {
  request_id id;
  customer_id customer{};
  std::vector<seat_id> seats;
  money amount;
  std::optional<bytes32> key_hash; ///< SHA-256 of the Idempotency-Key
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
struct booking_paid {
  booking_number number{};
  payment_id payment;
  money amount;
  time_ms paid_at{}; ///< the provider's time
  paid_how how{};
};
struct payment_failed {
  booking_number number{};
  payment_id payment;
  money amount;
};
struct refund_due {
  booking_number number{};
  payment_id payment;
  money amount;
  time_ms paid_at{};
  refund_reason reason{};
};
struct refund_completed {
  booking_number number{};
  payment_id payment;
  money amount;
};

using event = std::variant<show_opened, rules_changed, sales_paused, sales_resumed, show_cancelled,
                           seats_blocked, seats_unblocked, booking_requested, booking_confirmed,
                           booking_rejected, booking_expired, booking_cancelled, booking_paid,
                           payment_failed, refund_due, refund_completed>;

/// An event at its place in a stream.
struct recorded {
  std::uint64_t seq{}; ///< from 1, without gaps
  time_ms at{};        ///< server time, never less than the one before
  events::event event;
};

/// The booking of an event: the number in it, or the seq of a BookingRequested.
[[nodiscard]] std::optional<booking_number> booking_of(const recorded& record);

} // namespace boxoffice::events
