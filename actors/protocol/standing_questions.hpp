// Questions whose reply may wait for a change.
#pragma once

#include "events/state/booking.hpp"

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace boxoffice::actors {

/// -> seat_news once the show's version is not `known_version`; with 0 at once. It has the plan if
/// that is another one than at the known version. A show that leaves memory replies with the known
/// version, and the subscriber asks again.
struct await_seats {
  std::uint64_t known_version{};
};
/// -> booking_view once the booking's status is not `known`; without `known` at once.
/// The caller passes the last status it saw; the reply is the next one.
struct await_booking {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::optional<events::booking_status> known;
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// Whether the reply to a question may wait for a change.
template <class Question>
inline constexpr bool is_standing =
    std::is_same_v<Question, await_seats> || std::is_same_v<Question, await_booking>;

} // namespace boxoffice::actors
