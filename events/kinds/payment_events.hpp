// What the payment provider did about a booking; see events/events.hpp.
#pragma once

#include "events/ids.hpp"
#include "events/money.hpp"
#include "events/reasons.hpp"

#include <optional>
#include <string>

namespace boxoffice::events {

struct booking_paid {
  booking_number number{};
  payment_id payment;
  money amount;
  time_ms paid_at{}; ///< the provider's time
  paid_how how{};
  std::optional<payment_method> method{}; ///< of a sale at the counter
  operator_proof by{};                    ///< with method
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
  std::optional<std::uint64_t> due{};   ///< seq of the RefundDue, if that was for returned seats
  std::optional<std::int64_t> total{};  ///< as in payment_reversed
  std::optional<std::string> dispute{}; ///< as in payment_reversed
};
/// The provider took money back that was not due, such as after a dispute. If nothing of the
/// payment is left now, the booking's BookingCancelled follows.
struct payment_reversed {
  booking_number number{};
  payment_id payment;
  money amount; ///< of what was left of the payment; 0 only with an excess
  /// Minor units that went back of the payment up to now, if the provider reports totals.
  std::optional<std::int64_t> total{};
  std::optional<std::string> dispute{}; ///< the provider's id of the dispute that took the money
  /// Minor units that went back besides, for which nothing was due and nothing was left: of the
  /// dispute, or of all in the total that no event has as its amount.
  std::optional<std::int64_t> excess{};
};

} // namespace boxoffice::events
