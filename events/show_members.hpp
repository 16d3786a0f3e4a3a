// The members of a show body and of the types in it; see members.hpp.
#pragma once

#include "events/rules.hpp"
#include "events/show_body.hpp"

#include <type_traits>

namespace boxoffice::events {

/// Marks a time, which may be optional: milliseconds in storage, RFC 3339 in JSON.
template <class Time>
struct time_ref {
  Time& at;
};
template <class Time>
time_ref(Time&) -> time_ref<Time>;

template <class T, class... Of>
concept any_of = (std::is_same_v<std::remove_const_t<T>, Of> || ...);

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
template <class Io, any_of<price_type> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("name", one.name), io("price", one.price);
}
/// Of a seat with attributes; any other is stored as its id.
template <class Io, any_of<hall_seat> T>
constexpr void members(Io& io, T& one) {
  io("id", one.text), io("attributes", one.attributes);
}
template <class Io, any_of<seat_row> T>
constexpr void members(Io& io, T& one) {
  io("row", one.row), io("class", one.seat_class), io("seats", one.seats);
  io("offset", one.offset);
}
template <class Io, any_of<show_body> T>
constexpr void members(Io& io, T& body) {
  io("movie", body.movie), io("hall", body.hall);
  io("startsAt", time_ref{body.starts_at}), io("salesCloseAt", time_ref{body.sales_close_at});
  io("currency", body.currency), io("price", body.price);
  io("classes", body.classes), io("rows", body.rows);
  io("timeZone", body.time_zone), io("opensAt", time_ref{body.opens_at});
  io("priceTypes", body.price_types);
  io("maxSeatsPerCustomer", body.max_seats_per_customer);
  io("singleSeats", body.single_seats);
  io("poster", body.poster), io("runningTime", body.running_time);
  io("rating", body.rating), io("language", body.language);
}
} // namespace boxoffice::events
