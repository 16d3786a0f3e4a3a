// What happens at the gate of a hall: the event, the command, and why a code is refused.
#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

inline constexpr std::size_t most_gate_chars = 64; ///< code points

/// One seat of a PAID booking was taken by its holder. At most once for each booking and seat.
struct seat_admitted {
  booking_number number{};
  seat_id seat;
  std::optional<std::string> gate{};   ///< not empty
  std::optional<time_ms> scanned_at{}; ///< by the scanner's clock, if it said so
  operator_proof by{};
};

/// Admits the holder of a genuine code. The same scan again is refused like any second one; a
/// scanner that lost the answer knows its own gate and time in the refusal.
struct admit_seat {
  time_ms at{};
  booking_number number{};
  seat_id seat;
  std::optional<std::string> gate{};
  std::optional<time_ms> scanned_at{};
  operator_proof by{};
};

/// Why a genuine code admits nobody.
enum class invalid_ticket : std::uint8_t {
  unknown_booking, ///< the log was restored from a backup that is older than the booking
  not_paid,
  cancelled,
  seat_changed, ///< the booking has another seat now, or has returned this one
  other_show,   ///< than the one that the gate admits to
};
/// As in 409 NOT_VALID. Never stored.
[[nodiscard]] constexpr std::string_view name(invalid_ticket value) {
  switch (value) {
  case invalid_ticket::unknown_booking: return "UNKNOWN_BOOKING";
  case invalid_ticket::not_paid: return "NOT_PAID";
  case invalid_ticket::cancelled: return "CANCELLED";
  case invalid_ticket::seat_changed: return "SEAT_CHANGED";
  case invalid_ticket::other_show: return "OTHER_SHOW";
  }
  return {};
}

/// What the refusal of a code says beside its errc.
struct ticket_refusal {
  invalid_ticket reason{}; ///< with not_valid
  time_ms at{};            ///< with already_admitted: of the first scan
  std::string gate{};      ///< with already_admitted: of the first scan; empty: not known
  friend auto operator<=>(const ticket_refusal&, const ticket_refusal&) = default;
};

} // namespace boxoffice::events
