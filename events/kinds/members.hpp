// The members of the events of this folder; see events/members.hpp, which includes this list.
#pragma once

#include "events/kinds/payment_events.hpp"
#include "events/kinds/seat_events.hpp"
#include "events/kinds/show_changes.hpp"
#include "events/show_members.hpp"

namespace boxoffice::events {

template <class Io, any_of<booking_paid> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("paidAt", time_ref{fact.paid_at}), io("reason", fact.how);
  io("method", fact.method), io("by", fact.by);
}
template <class Io, any_of<refund_due> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("paidAt", time_ref{fact.paid_at}), io("reason", fact.reason);
}
template <class Io, any_of<payment_failed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
}
template <class Io, any_of<payment_reversed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("total", fact.total), io("dispute", fact.dispute);
  io("excess", fact.excess);
}
template <class Io, any_of<refund_completed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("paymentId", fact.payment), io("amount", fact.amount);
  io("due", fact.due), io("total", fact.total), io("dispute", fact.dispute);
}

template <class Io, any_of<booking_moved> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("from", fact.from), io("to", fact.to), io("by", fact.by);
}
template <class Io, any_of<seats_returned> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("seats", fact.seats), io("amount", fact.amount);
  io("by", fact.by);
}

template <class Io, any_of<show_changes> T>
constexpr void members(Io& io, T& changes) {
  io("movie", changes.movie), io("hall", changes.hall);
  io("startsAt", time_ref{changes.starts_at});
  io("salesCloseAt", time_ref{changes.sales_close_at});
  io("price", changes.price), io("classes", changes.classes), io("rows", changes.rows);
  io("timeZone", changes.time_zone), io("opensAt", time_ref{changes.opens_at});
  io("priceTypes", changes.price_types);
  io("maxSeatsPerCustomer", changes.max_seats_per_customer);
  io("singleSeats", changes.single_seats);
  io("poster", changes.poster), io("runningTime", changes.running_time);
  io("rating", changes.rating), io("language", changes.language);
}
template <class Io, any_of<show_changed> T>
constexpr void members(Io& io, T& fact) {
  io("changes", fact.changes), io("by", fact.by);
}

} // namespace boxoffice::events
