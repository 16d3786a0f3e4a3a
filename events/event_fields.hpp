// The members of each event by their stored names (spec section 7), in stored order. The CBOR codec
// and the JSON teller walk the same lists, so that they cannot drift apart. Names are for ever.
#pragma once

#include "events/events.hpp"

#include <string_view>

namespace boxoffice::events {

/// Marks a time: stored as milliseconds, told as RFC 3339.
template <class Int>
struct time_ref {
  Int& at;
};
template <class Int>
time_ref(Int&) -> time_ref<Int>;

template <class Event>
struct type_name_of;
#define BOXOFFICE_EVENT(type, text)                                                                \
  template <>                                                                                      \
  struct type_name_of<type> {                                                                      \
    static constexpr std::string_view value = text;                                                \
  };
BOXOFFICE_EVENT(show_opened, "ShowOpened")
BOXOFFICE_EVENT(rules_changed, "RulesChanged")
BOXOFFICE_EVENT(sales_paused, "SalesPaused")
BOXOFFICE_EVENT(sales_resumed, "SalesResumed")
BOXOFFICE_EVENT(show_cancelled, "ShowCancelled")
BOXOFFICE_EVENT(seats_blocked, "SeatsBlocked")
BOXOFFICE_EVENT(seats_unblocked, "SeatsUnblocked")
BOXOFFICE_EVENT(booking_requested, "BookingRequested")
BOXOFFICE_EVENT(booking_confirmed, "BookingConfirmed")
BOXOFFICE_EVENT(booking_rejected, "BookingRejected")
BOXOFFICE_EVENT(booking_expired, "BookingExpired")
BOXOFFICE_EVENT(booking_cancelled, "BookingCancelled")
BOXOFFICE_EVENT(booking_paid, "BookingPaid")
BOXOFFICE_EVENT(payment_failed, "PaymentFailed")
BOXOFFICE_EVENT(refund_due, "RefundDue")
BOXOFFICE_EVENT(refund_completed, "RefundCompleted")
#undef BOXOFFICE_EVENT

/// The version in which a type is written. One that goes up needs a step in upcast.cpp.
template <class Event>
inline constexpr std::int64_t current_version_of = 1;

/// Calls `f(name, member)` for each member; `T` may be const.
template <class T, class F>
void each_field(T& value, F& f) {
  using V = std::remove_const_t<T>;
  if constexpr (std::is_same_v<V, money>) {
    f("value", value.value), f("currency", value.currency);
  } else if constexpr (std::is_same_v<V, rules>) {
    f("review.interval", value.review_interval_ms);
    f("review.contention_window", value.contention_window_ms);
    f("review.hold", value.review_hold_ms);
    f("payment.window", value.payment_window_ms);
    f("booking.max_seats", value.max_seats);
  } else if constexpr (std::is_same_v<V, seat_class>) {
    f("id", value.id), f("name", value.name), f("price", value.price);
  } else if constexpr (std::is_same_v<V, seat_row>) {
    f("row", value.row), f("class", value.seat_class), f("seats", value.seats);
  } else if constexpr (std::is_same_v<V, show_body>) {
    f("movie", value.movie), f("hall", value.hall);
    f("startsAt", time_ref{value.starts_at}), f("salesCloseAt", time_ref{value.sales_close_at});
    f("currency", value.currency), f("price", value.price);
    f("classes", value.classes), f("rows", value.rows);
  } else if constexpr (std::is_same_v<V, show_opened>) {
    each_field(value.body, f), f("rules", value.rules), f("by", value.by);
  } else if constexpr (std::is_same_v<V, rules_changed>) {
    f("rules", value.rules);
  } else if constexpr (std::is_same_v<V, seats_blocked> || std::is_same_v<V, seats_unblocked>) {
    f("seats", value.seats), f("by", value.by);
  } else if constexpr (std::is_same_v<V, sales_paused> || std::is_same_v<V, sales_resumed> ||
                       std::is_same_v<V, show_cancelled>) {
    f("by", value.by);
  } else if constexpr (std::is_same_v<V, booking_requested>) {
    f("reqId", value.id), f("customer", value.customer), f("seats", value.seats);
    f("amount", value.amount), f("keyHash", value.key_hash);
  } else if constexpr (std::is_same_v<V, booking_confirmed>) {
    f("number", value.number), f("round", value.drawn.round), f("seed", value.drawn.seed);
    f("rule", value.rule), f("rivals", value.rivals), f("payBy", time_ref{value.pay_by});
  } else if constexpr (std::is_same_v<V, booking_rejected>) {
    f("number", value.number), f("round", value.drawn.round), f("seed", value.drawn.seed);
    f("rule", value.rule), f("lostTo", value.lost_to), f("seatsLost", value.seats_lost);
  } else if constexpr (std::is_same_v<V, booking_expired>) {
    f("number", value.number), f("reason", value.reason), f("round", value.round);
  } else if constexpr (std::is_same_v<V, booking_cancelled>) {
    f("number", value.number), f("by", value.by), f("operator", value.operator_by);
  } else if constexpr (std::is_same_v<V, booking_paid>) {
    f("number", value.number), f("paymentId", value.payment), f("amount", value.amount);
    f("paidAt", time_ref{value.paid_at}), f("reason", value.how);
  } else if constexpr (std::is_same_v<V, refund_due>) {
    f("number", value.number), f("paymentId", value.payment), f("amount", value.amount);
    f("paidAt", time_ref{value.paid_at}), f("reason", value.reason);
  } else if constexpr (std::is_same_v<V, payment_failed> || std::is_same_v<V, refund_completed>) {
    f("number", value.number), f("paymentId", value.payment), f("amount", value.amount);
  } else {
    static_assert(!sizeof(V), "an event whose members are not listed");
  }
}

/// Whether a type is a map of named members in storage.
template <class V>
concept has_fields = std::is_same_v<V, money> || std::is_same_v<V, rules> ||
    std::is_same_v<V, seat_class> || std::is_same_v<V, seat_row> || std::is_same_v<V, show_body>;

/// A member that is left out where it says nothing.
template <class T>
[[nodiscard]] bool is_absent(const std::optional<T>& value) {
  return !value;
}
[[nodiscard]] inline bool is_absent(const paid_how& how) { return !is_late(how); }
template <class T>
[[nodiscard]] bool is_absent(const T&) {
  return false;
}

} // namespace boxoffice::events
