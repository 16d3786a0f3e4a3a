// Questions whose reply may wait for a change.
#pragma once

#include "events/state/booking.hpp"

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace boxoffice::actors {

/// -> seat_news once the show's version is not `known_version`; with 0, or a version ahead of the
/// show's, at once. It has the plan if that is another one than at the known version, or if that is
/// ahead. A show that leaves memory replies with the known version, and the subscriber asks again.
struct await_seats {
  std::uint64_t known_version{};
};
/// What a subscriber has seen of a booking: its status, and a digest of the seats and the amount,
/// which the operator can change while the status stays. Every node computes the same digest.
struct seen_booking {
  events::booking_status status{};
  events::bytes16 digest{};

  bool operator==(const seen_booking&) const = default;
};
/// -> booking_view once the booking differs from `known`; without `known` at once. The caller
/// passes what it saw last. The reply has the same status with other seats, else the next status,
/// so that no status is missed. Of several changes within a status the last one is sent.
struct await_booking {
  events::bytes16 secret{};
  std::optional<events::customer_id> customer; ///< only a booking of this customer; none: any
  std::optional<seen_booking> known;
  std::vector<events::customer_id> formerly{}; ///< further ids of the customer
};
/// Whether the reply to a question may wait for a change.
template <class Question>
inline constexpr bool is_standing =
    std::is_same_v<Question, await_seats> || std::is_same_v<Question, await_booking>;

} // namespace boxoffice::actors
