// The members of bookings and what belongs to them, each listed once; see events/members.hpp. In
// the order of snapshots, which store no names.
#pragma once

#include "events/members.hpp"
#include "events/state/booking.hpp"

#include <tuple>

namespace boxoffice::events {

template <class Io, any_of<payment_entry> T>
constexpr void members(Io& io, T& entry) {
  io("paymentId", entry.payment), io("status", entry.status);
  io("refund", entry.refund), io("how", entry.how), io("returned", entry.returned);
  io("total", entry.total), io("dispute", entry.dispute);
}
template <class Io, any_of<open_refund> T>
constexpr void members(Io& io, T& refund) {
  io("paymentId", refund.payment), io("amount", refund.amount);
  io("reason", refund.reason), io("since", refund.since), io("seq", refund.seq);
}

template <class Io, any_of<admission> T>
constexpr void members(Io& io, T& one) {
  io("seat", one.seat), io("at", one.at), io("gate", one.gate);
}

/// The details stand among the booking's own members. They are passed apart, because reading them
/// from a booking without any and writing to one are different calls. What was kept is one
/// item, a tuple of the amount and the provider's time.
template <class Io, any_of<booking> T, any_of<booking_details> Details>
constexpr void members(Io& io, T& booked, Details& details) {
  io("number", booked.number), io("secret", booked.secret), io("customer", booked.customer);
  io("seats", booked.seats), io("amount", booked.amount);
  io("requestedAt", booked.requested_at), io("keyHash", details.key_hash);
  io("status", booked.status), io("decidedAt", booked.decided_at), io("payBy", booked.pay_by);
  members(io, booked.drawn);
  io("rule", booked.rule), io("others", details.others), io("seatsLost", details.seats_lost);
  io("expired", booked.expired), io("cancelled", booked.cancelled);
  io("paidBy", details.paid_by), io("kept", std::tie(details.kept, details.paid_at));
  io("payments", details.payments), io("refunds", details.refunds), io("how", booked.how);
  io("types", details.types), io("prices", details.prices);
  io("requestedSeats", details.requested_seats), io("requestedTypes", details.requested_types);
  io("requestedPrices", details.requested_prices);
  io("admitted", details.admitted), io("method", details.method);
}

} // namespace boxoffice::events
