// The members of events and of the types in them, each listed once, for all codecs. Names and order
// are those of storage (spec section 7) and never change. Each list calls io(name, member) for each
// member. One that is listed nowhere does not compile in tests/events/codec/members_test.cpp.
#pragma once

#include "events/events.hpp"
#include "events/kinds/members.hpp"
#include "events/show_members.hpp"

namespace boxoffice::events {

template <class Io, any_of<money> T>
constexpr void members(Io& io, T& amount) {
  io("value", amount.value), io("currency", amount.currency);
}
/// Marks a member of a draw: it is left out if no review drew, which is round 0.
template <class Draw, class Member>
struct drawn_ref {
  Draw& drawn;
  Member& member;
};
template <class Draw, class Member>
drawn_ref(Draw&, Member&) -> drawn_ref<Draw, Member>;

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
  io("amount", fact.amount), io("keyHash", fact.key_hash), io("types", fact.types);
  io("bestAvailable", fact.best_available), io("channel", fact.channel);
}
template <class Io, any_of<booking_confirmed> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number);
  io("round", drawn_ref{fact.drawn, fact.drawn.round});
  io("seed", drawn_ref{fact.drawn, fact.drawn.seed});
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
template <class Io, any_of<seat_admitted> T>
constexpr void members(Io& io, T& fact) {
  io("number", fact.number), io("seat", fact.seat), io("gate", fact.gate);
  io("scannedAt", time_ref{fact.scanned_at}), io("by", fact.by);
}

} // namespace boxoffice::events
