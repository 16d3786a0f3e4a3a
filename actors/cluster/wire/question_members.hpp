// The members of every question that nodes send each other, each listed once for wire_writer and
// wire_reader, in the order of the bytes. Types of events/ are listed in events/members.hpp.
//
// Not encoded, because the receiver fills it in: `at`, `limits` and the new id of a command,
// `formerly` and the `customers` of a question to a node (each derives its own ids of a customer),
// and the reply port.
#pragma once

#include "actors/cluster/wire/hall_members.hpp"
#include "actors/cluster/wire/id_members.hpp"
#include "actors/cluster/wire/link_members.hpp"
#include "actors/cluster/wire/list_members.hpp"
#include "actors/cluster/wire/show_members.hpp"
#include "actors/cluster/wire/tag_members.hpp"
#include "actors/protocol/questions.hpp"
#include "events/members.hpp"

namespace boxoffice::actors {

template <class Io, any_of<get_show, run_timers, back_up, get_ticket_keys> T>
constexpr void members(Io&, T&) {}
template <class Io, any_of<events::pause_sales, events::resume_sales, events::cancel_show> T>
constexpr void members(Io& io, T& command) {
  io("by", command.by);
}
template <class Io, any_of<events::block_seats, events::unblock_seats> T>
constexpr void members(Io& io, T& command) {
  io("seats", command.seats), io("by", command.by);
}
template <class Io, any_of<events::seat_wish> T>
constexpr void members(Io& io, T& wish) {
  io("count", wish.count), io("seat_class", wish.seat_class), io("attributes", wish.attributes);
}
template <class Io, any_of<events::request_booking> T>
constexpr void members(Io& io, T& command) {
  io("customer", command.customer), io("seats", command.seats), io("key_hash", command.key_hash);
  io("types", command.types), io("best_available", command.best_available);
}
template <class Io, any_of<events::cancel_booking> T>
constexpr void members(Io& io, T& command) {
  io("secret", command.secret), io("by", command.by), io("customer", command.customer);
  io("operator_by", command.operator_by);
}
template <class Io, any_of<events::sell_seats> T>
constexpr void members(Io& io, T& command) {
  io("customer", command.customer), io("seats", command.seats), io("types", command.types);
  io("key_hash", command.key_hash), io("method", command.method), io("payment", command.payment);
  io("by", command.by), io("best_available", command.best_available);
}
template <class Io, any_of<events::move_booking, events::return_seats> T>
constexpr void members(Io& io, T& command) {
  io("secret", command.secret), io("seats", command.seats), io("by", command.by);
}
template <class Io, any_of<events::record_payment> T>
constexpr void members(Io& io, T& command) {
  io("secret", command.secret), io("payment", command.payment), io("status", command.status);
  io("amount", command.amount), io("paid_at", command.paid_at);
  io("reference", command.reference), io("in_total", command.in_total);
  io("dispute", command.dispute), io("without_money", command.without_money);
}
template <class Io, any_of<get_booking, get_history, get_codes> T>
constexpr void members(Io& io, T& question) {
  io("secret", question.secret), io("customer", question.customer);
}
template <class Io, any_of<admit_code> T>
constexpr void members(Io& io, T& question) {
  io("code", question.code), io("gate", question.gate), io("scanned_at", question.scanned_at);
  io("only", question.only), io("by", question.by);
}
template <class Io, any_of<seen_booking> T>
constexpr void members(Io& io, T& one) {
  io("status", one.status), io("digest", one.digest);
}
template <class Io, any_of<await_booking> T>
constexpr void members(Io& io, T& question) {
  io("secret", question.secret), io("customer", question.customer), io("known", question.known);
}
template <class Io, any_of<get_seats, await_seats> T>
constexpr void members(Io& io, T& question) {
  io("known_version", question.known_version);
}
template <class Io, any_of<list_refunds> T>
constexpr void members(Io& io, T& question) {
  io("after", question.after), io("limit", question.limit), io("reversed", question.reversed);
}
template <class Io, any_of<erase_customer, reset_account> T>
constexpr void members(Io& io, T& question) {
  io("mail", question.mail);
}
template <class Io, any_of<find_account> T>
constexpr void members(Io& io, T& question) {
  io("mail", question.mail), io("is_attempt", question.is_attempt);
}
template <class Io, any_of<add_account> T>
constexpr void members(Io& io, T& question) {
  io("mail", question.mail), io("password_hash", question.password_hash);
}
template <class Io, any_of<get_past_seats> T>
constexpr void members(Io& io, T& question) {
  io("show", question.show), io("seq", question.when.seq), io("at", question.when.at);
}
template <class Io, any_of<get_events> T>
constexpr void members(Io& io, T& question) {
  io("show", question.show), io("after", question.after), io("limit", question.limit);
}
template <class Io, any_of<show_ask> T>
constexpr void members(Io& io, T& ask) {
  io("correlation", ask.reply_to.correlation), io("tag", ask.reply_to.tag), io("show", ask.show),
      io("what", ask.what), io("mail", ask.mail);
}
template <class Io, any_of<node_ask> T>
constexpr void members(Io& io, T& ask) {
  io("correlation", ask.reply_to.correlation), io("tag", ask.reply_to.tag);
  io("what", ask.what);
}

} // namespace boxoffice::actors
