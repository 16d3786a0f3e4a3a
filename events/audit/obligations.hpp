// What an event makes necessary: the events that must follow it in the same append.
#pragma once

#include "events/events.hpp"

namespace boxoffice::events {

/// An event that must be followed by another one of the same append.
enum class prelude : std::uint8_t { none, new_rules, expiry };
/// The RefundDue that must be next.
struct debt {
  booking_number number{};
  std::int64_t amount{}; ///< of what the booking kept of its payment
  refund_reason reason{};
};
/// A sale at the counter whose further events must be next.
struct counter_sale {
  booking_number number{};
  bool confirmed = false;
  bool cheaper = false; ///< it costs 0, but its seats do not
};

} // namespace boxoffice::events
