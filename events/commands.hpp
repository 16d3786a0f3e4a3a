// What can be asked of a show. A command brings its time, ids and seeds with it; decide() turns it
// into events or a refusal.
#pragma once

#include "events/events.hpp"
#include "events/limits.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace boxoffice::events {

// `by` of the operator's commands is by what the operator proved to be it, see ids.hpp.

/// Opens a show; said again with the same body it changes nothing.
struct open_show {
  time_ms at{};
  show_body body;
  operator_proof by{};
};
struct pause_sales {
  time_ms at{};
  operator_proof by{};
};
struct resume_sales {
  time_ms at{};
  operator_proof by{};
};
/// Ends all bookings and makes the money of the paid ones due back.
struct cancel_show {
  time_ms at{};
  operator_proof by{};
};
/// All of the seats or none; those that are blocked already stay so.
struct block_seats {
  time_ms at{};
  std::vector<seat_id> seats;
  operator_proof by{};
};
struct unblock_seats {
  time_ms at{};
  std::vector<seat_id> seats;
  operator_proof by{};
};

/// Asks for seats of one show. Becomes BookingRequested or a refusal; with a key that stands for an
/// earlier answer it becomes nothing.
struct request_booking {
  time_ms at{};
  request_id id;
  customer_id customer{};
  std::vector<seat_id> seats;
  std::optional<bytes32> key_hash;
  std::vector<customer_id> formerly{}; ///< further ids that the stream may have for the customer
  booking_limits limits{};             ///< of the node that decides
};

struct cancel_booking {
  time_ms at{};
  bytes16 secret{};
  canceller by{};
  std::optional<customer_id> customer; ///< where set, only this customer's booking may be touched
  std::vector<customer_id> formerly{}; ///< further ids that the stream may have for the customer
  operator_proof operator_by{};        ///< with canceller::by_operator
};

enum class payment_status : std::uint8_t { success, failed, refunded };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(payment_status value) {
  switch (value) {
  case payment_status::success: return "SUCCESS";
  case payment_status::failed: return "FAILED";
  case payment_status::refunded: return "REFUNDED";
  }
  return {};
}

/// What the payment provider says; it may say so late, twice or of a booking that is over.
struct record_payment {
  time_ms at{};
  bytes16 secret{};
  payment_id payment;
  payment_status status{};
  money amount;
  std::optional<time_ms> paid_at; ///< given with success
};

/// Decides all that is under review, as one round.
struct hold_review {
  time_ms at{};
  bytes16 seed{};
};
/// Puts the seats of confirmed bookings that were not paid in time back on sale.
struct expire_holds {
  time_ms at{};
};

/// Whether a booking of `holder` is that of a customer with this id, or these former ones.
[[nodiscard]] inline bool is_of(const customer_id& holder, const customer_id& customer,
                                const std::vector<customer_id>& formerly) {
  return holder == customer ||
         std::find(formerly.begin(), formerly.end(), holder) != formerly.end();
}

/// A command of any kind; decide() takes each of them as it is, too.
using any_command =
    std::variant<open_show, pause_sales, resume_sales, cancel_show, block_seats, unblock_seats,
                 request_booking, cancel_booking, record_payment, hold_review, expire_holds>;

} // namespace boxoffice::events
