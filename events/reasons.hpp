// The reasons in events. Their names are stored and never change; see enum_names.hpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace boxoffice::events {

/// The rule by which a review decided.
enum class review_rule : std::uint8_t {
  uncontested,
  most_seats,
  won_draw, // of the confirmed
  fewer_seats,
  lost_draw, // of the rejected
  counter,   // of those sold at the counter, which no review decided
};
[[nodiscard]] constexpr std::string_view name(review_rule value) {
  switch (value) {
  case review_rule::uncontested: return "uncontested";
  case review_rule::most_seats: return "most_seats";
  case review_rule::won_draw: return "won_draw";
  case review_rule::fewer_seats: return "fewer_seats";
  case review_rule::lost_draw: return "lost_draw";
  case review_rule::counter: return "counter";
  }
  return {};
}

/// How a booking was made. `online` is not stored: the member is left out.
enum class sales_channel : std::uint8_t { online, counter };
[[nodiscard]] constexpr std::string_view name(sales_channel value) {
  switch (value) {
  case sales_channel::online: return "online";
  case sales_channel::counter: return "counter";
  }
  return {};
}

enum class expiry_reason : std::uint8_t { review_timeout, payment_timeout };
[[nodiscard]] constexpr std::string_view name(expiry_reason value) {
  switch (value) {
  case expiry_reason::review_timeout: return "review_timeout";
  case expiry_reason::payment_timeout: return "payment_timeout";
  }
  return {};
}

/// How a sale at the counter was paid. A complimentary one costs nothing.
enum class payment_method : std::uint8_t { cash, card, complimentary };
/// As stored and in the API.
[[nodiscard]] constexpr std::string_view name(payment_method value) {
  switch (value) {
  case payment_method::cash: return "CASH";
  case payment_method::card: return "CARD";
  case payment_method::complimentary: return "COMPLIMENTARY";
  }
  return {};
}

enum class canceller : std::uint8_t { by_customer, by_operator, show_cancelled, payment_reversed };
[[nodiscard]] constexpr std::string_view name(canceller value) {
  switch (value) {
  case canceller::by_customer: return "by_customer";
  case canceller::by_operator: return "by_operator";
  case canceller::show_cancelled: return "show_cancelled";
  case canceller::payment_reversed: return "payment_reversed";
  }
  return {};
}

/// How a payment bought its seats. `in_time` is not stored: the member is left out.
enum class paid_how : std::uint8_t { in_time, late_delivery };
[[nodiscard]] constexpr std::string_view name(paid_how value) {
  switch (value) {
  case paid_how::in_time: return "in_time";
  case paid_how::late_delivery: return "late_delivery";
  }
  return {};
}
[[nodiscard]] constexpr bool is_late(paid_how how) { return how == paid_how::late_delivery; }

/// Why money is due back. Those up to seats_gone are in the order in which they are checked (spec
/// section 5).
enum class refund_reason : std::uint8_t {
  already_paid,
  rejected,
  cancelled,
  not_confirmed,
  wrong_currency,
  wrong_amount,
  too_late,
  show_cancelled,
  seats_gone,
  seats_returned,
};
[[nodiscard]] constexpr std::string_view name(refund_reason value) {
  switch (value) {
  case refund_reason::already_paid: return "already_paid";
  case refund_reason::rejected: return "rejected";
  case refund_reason::cancelled: return "cancelled";
  case refund_reason::not_confirmed: return "not_confirmed";
  case refund_reason::wrong_currency: return "wrong_currency";
  case refund_reason::wrong_amount: return "wrong_amount";
  case refund_reason::too_late: return "too_late";
  case refund_reason::show_cancelled: return "show_cancelled";
  case refund_reason::seats_gone: return "seats_gone";
  case refund_reason::seats_returned: return "seats_returned";
  }
  return {};
}

} // namespace boxoffice::events
