// The members of the replies about bookings and events; see question_members.hpp.
#pragma once

#include "actors/cluster/wire/question_members.hpp"
#include "actors/protocol/replies.hpp"
#include "events/state/members.hpp"

namespace boxoffice::actors {

/// An event with its time, encoded as in the log.
template <class Recorded>
struct envelope_of {
  Recorded& record;
};
template <class Recorded>
envelope_of(Recorded&) -> envelope_of<Recorded>;

template <class Io, any_of<priced_seat> T>
constexpr void members(Io& io, T& one) {
  io("seat", one.seat), io("type", one.type), io("price", one.price);
}
template <class Io, any_of<booking_taken> T>
constexpr void members(Io& io, T& taken) {
  io("id", taken.id), io("number", taken.number), io("amount", taken.amount);
  io("again", taken.again), io("lines", taken.lines);
}
/// Not in the order of snapshots.
template <class Io, any_of<events::booking> T>
constexpr void members(Io& io, T& booked) {
  io("number", booked.number), io("secret", booked.secret), io("customer", booked.customer);
  io("seats", booked.seats), io("amount", booked.amount);
  io("requested_at", booked.requested_at), io("decided_at", booked.decided_at);
  io("pay_by", booked.pay_by);
  members(io, booked.drawn);
  io("status", booked.status), io("rule", booked.rule), io("expired", booked.expired);
  io("cancelled", booked.cancelled), io("how", booked.how), io("details", booked.details);
}
/// Without what was requested: only the show itself needs it.
template <class Io, any_of<events::booking_details> T>
constexpr void members(Io& io, T& details) {
  io("key_hash", details.key_hash), io("others", details.others);
  io("seats_lost", details.seats_lost), io("paid_by", details.paid_by);
  io("kept", details.kept), io("paid_at", details.paid_at);
  io("payments", details.payments), io("refunds", details.refunds);
  io("types", details.types), io("prices", details.prices);
  io("admitted", details.admitted);
}
template <class Io, any_of<booking_view> T>
constexpr void members(Io& io, T& view) {
  io("show", view.show), io("plan", view.plan), io("booking", view.booking);
}
template <class Io, any_of<link_made> T>
constexpr void members(Io& io, T& made) {
  io("token", made.token), io("mail", made.mail), io("view", made.view);
}
template <class Io, any_of<link_opened> T>
constexpr void members(Io& io, T& opened) {
  io("id", opened.id);
}
template <class Io, any_of<storage::stored_event> T>
constexpr void members(Io& io, T& event) {
  io("seq", event.record.seq), io("hash", event.hash);
  io("envelope", envelope_of{event.record});
}
template <class Io, any_of<history_view> T>
constexpr void members(Io& io, T& view) {
  io("events", view.events);
}
template <class Io, any_of<events_page> T>
constexpr void members(Io& io, T& page) {
  io("events", page.events), io("next", page.next);
}
template <class Io, any_of<payment_view> T>
constexpr void members(Io& io, T& view) {
  io("id", view.id), io("entry", view.entry);
}

} // namespace boxoffice::actors
