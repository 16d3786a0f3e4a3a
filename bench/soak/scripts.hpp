// What visitors do, and how often.
#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace boxoffice::soak {

enum class action : std::uint8_t {
  look,            ///< at the seat map
  book,            ///< seats that were free at the look
  book_again,      ///< the same request under the same Idempotency-Key
  see,             ///< the ticket
  pay,             ///< in time
  fail_to_pay,     ///< the provider says FAILED
  pay_late,        ///< paid in time, callback late
  pay_too_late,    ///< paid after the deadline
  pay_wrong,       ///< another amount
  pay_another,     ///< a second payment
  pay_again,       ///< the same callback again
  cancel,          ///< by the holder
  operator_cancel, ///< by the operator
  read_history,    ///< the booking's events
};

/// One action of a visitor and its delay after the action before.
struct step {
  action what{};
  int earliest_s = 0;
  int latest_s = 0;
  bool after_pay_by = false; ///< delay counts from the payment deadline
};
using script = std::span<const step>;

/// What a customer does with a confirmed booking, drawn at random.
[[nodiscard]] script draw_script_of_winner(std::mt19937_64& lot);
/// Pays for a booking that was rejected.
[[nodiscard]] script script_of_paying_loser();

} // namespace boxoffice::soak
