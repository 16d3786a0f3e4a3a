// Stripe's webhook events as payment messages of spec section 5.
#pragma once

#include "http/api/json/json_in.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace boxoffice::http {

/// An event that says nothing about a payment of a booking. It is acknowledged, because sending it
/// again would not help.
struct ignored_event {
  std::string why;
  /// It says that money moved, but not for which booking: perhaps a mistake in the setup.
  bool has_money = false;
};

/// A refund that did not reach the customer, so that the cinema has its amount again.
struct failed_refund {
  payment_body refund;
};

using stripe_event = std::variant<payment_body, failed_refund, ignored_event>;

/// The payment message of an event whose signature was checked. That of a refund or dispute may
/// have no reference: its payment names the booking.
[[nodiscard]] reading<stripe_event> read_stripe_event(std::string_view body);

} // namespace boxoffice::http
