// The members of events and of the types in them, each listed once. The CBOR codec, the JSON form,
// snapshots and the messages between nodes walk these lists, so that none of them forgets a member.
// Names and order are those of storage (spec section 7) and never change.
//
//   members(io, value)   calls io(name, member) for each member; `value` may be const
//
// A member that is listed nowhere fails tests/events/codec/members_test.cpp when it is compiled.
#pragma once

#include "events/events.hpp"

#include <optional>
#include <string_view>
#include <type_traits>

namespace boxoffice::events {

/// Marks a time: milliseconds in storage, RFC 3339 in JSON.
template <class Int>
struct time_ref {
  Int& at;
};
template <class Int>
time_ref(Int&) -> time_ref<Int>;

template <class T, class... Of>
concept any_of = (std::is_same_v<std::remove_const_t<T>, Of> || ...);

template <class Io, any_of<money> T>
constexpr void members(Io& io, T& amount) {
  io("value", amount.value), io("currency", amount.currency);
}
template <class Io, any_of<rules> T>
constexpr void members(Io& io, T& now) {
  io("review.interval", now.review_interval_ms);
  io("review.contention_window", now.contention_window_ms);
  io("review.hold", now.review_hold_ms);
  io("payment.window", now.payment_window_ms);
  io("booking.max_seats", now.max_seats);
}
template <class Io, any_of<seat_class> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("name", one.name), io("price", one.price);
}
template <class Io, any_of<seat_row> T>
constexpr void members(Io& io, T& one) {
  io("row", one.row), io("class", one.seat_class), io("seats", one.seats);
}
template <class Io, any_of<show_body> T>
constexpr void members(Io& io, T& body) {
  io("movie", body.movie), io("hall", body.hall);
  io("startsAt", time_ref{body.starts_at}), io("salesCloseAt", time_ref{body.sales_close_at});
  io("currency", body.currency), io("price", body.price);
  io("classes", body.classes), io("rows", body.rows);
}
template <class Io, any_of<round_draw> T>
constexpr void members(Io& io, T& drawn) {
  io("round", drawn.round), io("seed", drawn.seed);
}

template <class Io, any_of<show_opened> T>
constexpr void members(Io& io, T& fact) {
  members(io, fact.body);
  io("rules", fact.rules), io("by", fact.by);
}
template <class Io, any_of<rules_changed> T>
constexpr void members(Io& io, T& fact) {
  io("rules", fact.rules);
}
template <class Io, any_of<sales_paused, sales_resumed, show_cancelled> T>
constexpr void members(Io& io, T& fact) {
  io("by", fact.by);
}
template <class Io, any_of<seats_blocked, seats_unblocked> T>
constexpr void members(Io& io, T& fact) {
  io("seats", fact.seats), io("by", fact.by);
}
template <class Io, any_of<booking_requested> T>
constexpr void members(Io& io, T& fact) {
  io("reqId", fact.id), io("customer", fact.customer), io("seats", fact.seats);
  io("amount", fact.amount), io("keyHash", fact.key_hash);
}
template <class Io, any_of<booking_confirmed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number);
  members(io, fact.drawn);
  io("rule", fact.rule), io("rivals", fact.rivals), io("payBy", time_ref{fact.pay_by});
}
template <class Io, any_of<booking_rejected> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number);
  members(io, fact.drawn);
  io("rule", fact.rule), io("lostTo", fact.lost_to), io("seatsLost", fact.seats_lost);
}
template <class Io, any_of<booking_expired> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("reason", fact.reason), io("round", fact.round);
}
template <class Io, any_of<booking_cancelled> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("by", fact.by), io("operator", fact.operator_by);
}
template <class Io, any_of<booking_paid> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("paidAt", time_ref{fact.paid_at}), io("reason", fact.how);
}
template <class Io, any_of<refund_due> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("paidAt", time_ref{fact.paid_at}), io("reason", fact.reason);
}
template <class Io, any_of<payment_failed, refund_completed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
}

} // namespace boxoffice::events
