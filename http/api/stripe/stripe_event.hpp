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

using stripe_event = std::variant<payment_body, ignored_event>;

/// The payment message of an event whose signature was checked.
[[nodiscard]] reading<stripe_event> read_stripe_event(std::string_view body);

} // namespace boxoffice::http
