// Seats that a refusal names, and why each is not available.
#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boxoffice::events {

/// Why a seat is not available now.
enum class taken_reason : std::uint8_t {
  sold,
  held,
  in_review,
  blocked,
  wait, ///< for this customer only: booking_limits::rebook_wait_ms
};
/// As in 409 SEATS_UNAVAILABLE and SEATS_IN_USE. Never stored.
[[nodiscard]] constexpr std::string_view name(taken_reason value) {
  switch (value) {
  case taken_reason::sold: return "SOLD";
  case taken_reason::held: return "HELD";
  case taken_reason::in_review: return "IN_REVIEW";
  case taken_reason::blocked: return "BLOCKED";
  case taken_reason::wait: return "WAIT";
  }
  return {};
}

struct taken_seat {
  seat_id seat;
  taken_reason reason{};
  std::optional<time_ms> retry_at; ///< when the seat is free again at the latest, if known
  friend auto operator<=>(const taken_seat&, const taken_seat&) = default;
};

} // namespace boxoffice::events
