// Questions that wait for their answer until there is one.
#pragma once

#include "events/state/booking.hpp"

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace boxoffice::actors {

/// Answered with `seat_news` once the show has another version; with 0 at once, and with its plan.
/// A show that is to leave memory answers with the same version, so that who still cares asks
/// again.
struct await_seats {
  std::uint64_t known_version{};
};
/// Answered with `booking_view` once the booking has another status; without a known one at once.
/// Each later status is told to who asks with the one before.
struct await_booking {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< may see this customer's bookings only
  std::optional<events::booking_status> known;
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// Whether a question may wait long for its answer.
template <class Question>
inline constexpr bool is_standing =
    std::is_same_v<Question, await_seats> || std::is_same_v<Question, await_booking>;

} // namespace boxoffice::actors
