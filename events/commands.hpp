// The commands of a show. A command carries its time, ids and random values; decide() turns it into
// events or a refusal.
#pragma once

#include "events/events.hpp"
#include "events/kinds/operator_commands.hpp"
#include "events/limits.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace boxoffice::events {

/// Requests seats of one show. Becomes BookingRequested or a refusal; with an Idempotency-Key of an
/// earlier booking it becomes nothing.
struct request_booking {
  time_ms at{};
  request_id id;
  customer_id customer{};
  std::vector<seat_id> seats;
  std::optional<bytes32> key_hash;
  std::vector<customer_id> formerly{}; ///< older pseudonyms of the customer
  booking_limits limits{};             ///< of the node that decides
  /// One for each seat, or none at all; an empty one is the show's first.
  std::vector<price_type_id> types{};
  std::optional<seat_wish> best_available{}; ///< the show chooses; `seats` is empty
};

/// Sells seats at once, without a review. The seats must be free of claims and holds. With an
/// Idempotency-Key of an earlier booking of the customer it becomes nothing.
struct sell_seats {
  time_ms at{};
  request_id id;
  customer_id customer{}; ///< all 0: nobody who is known
  std::vector<seat_id> seats;
  std::vector<price_type_id> types{}; ///< as in request_booking
  std::optional<bytes32> key_hash{};
  std::vector<customer_id> formerly{}; ///< older pseudonyms of the customer
  payment_method method{};
  payment_id payment; ///< the operator's reference, or one that was made
  operator_proof by{};
  std::optional<seat_wish> best_available{}; ///< as in request_booking
};

struct cancel_booking {
  time_ms at{};
  bytes16 secret{};
  canceller by{};
  std::optional<customer_id> customer; ///< if set, only a booking of this customer may be cancelled
  std::vector<customer_id> formerly{}; ///< older pseudonyms of the customer
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

/// A message of the payment provider. It may come late, twice, or for a booking that has ended.
struct record_payment {
  time_ms at{};
  bytes16 secret{};
  payment_id payment;
  payment_status status{};
  money amount;
  std::optional<time_ms> paid_at;               ///< given with success
  std::optional<payment_reference> reference{}; ///< names the booking instead of `secret`
  /// With refunded: `amount` is all that went back of the payment so far, not only now.
  bool in_total = false;
  /// With refunded: the provider's id of the dispute that took the money, 1 to 255 visible ASCII
  /// characters. Only a message with the same id repeats it.
  std::optional<std::string> dispute{};
  /// With success: the provider took no money, because the amount is 0. Refused unless that pays
  /// the booking.
  bool without_money = false;
};

/// Decides all bookings under review, in one round.
struct hold_review {
  time_ms at{};
  bytes16 seed{};
};
/// Expires confirmed bookings that were not paid in time.
struct expire_holds {
  time_ms at{};
};

/// Whether `holder` is the customer, by this pseudonym or an older one.
[[nodiscard]] inline bool is_of(const customer_id& holder, const customer_id& customer,
                                const std::vector<customer_id>& formerly) {
  return holder == customer ||
         std::find(formerly.begin(), formerly.end(), holder) != formerly.end();
}

/// A command of any kind; decide() takes each of them as it is, too.
using any_command =
    std::variant<open_show, pause_sales, resume_sales, cancel_show, block_seats, unblock_seats,
                 request_booking, cancel_booking, record_payment, hold_review, expire_holds,
                 move_booking, return_seats, sell_seats, admit_seat, change_show>;

} // namespace boxoffice::events
