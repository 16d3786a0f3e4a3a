// What visitors do, and how often: the soak's idea of people.
#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace boxoffice::soak {

enum class deed : std::uint8_t {
  look,         ///< at the seat map
  book,         ///< seats that were free at the look
  book_again,   ///< the same request under the same Idempotency-Key
  see,          ///< the ticket
  pay,          ///< in time
  fail_to_pay,  ///< the provider says FAILED
  pay_late,     ///< paid in time, told late
  pay_too_late, ///< paid when the time was over
  pay_wrong,    ///< another amount
  pay_another,  ///< once more, by another payment
  pay_again,    ///< the provider says the same again
  cancel,       ///< by the holder
  call_off,     ///< by the operator
  read_history, ///< the booking's events
};

/// One thing that a visitor does and how long after the last one.
struct step {
  deed what{};
  int earliest_s = 0;
  int latest_s = 0;
  bool after_pay_by = false; ///< counted from the end of the time to pay
};
using script = std::span<const step>;

/// What the holder of a confirmed booking does, drawn by lot.
[[nodiscard]] script draw_script_of_winner(std::mt19937_64& lot);
/// Pays though it lost its seats.
[[nodiscard]] script script_of_bad_loser();

} // namespace boxoffice::soak
