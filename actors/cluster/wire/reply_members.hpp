// The members of every reply that nodes send each other; see question_members.hpp.
#pragma once

#include "actors/cluster/wire/account_members.hpp"
#include "actors/cluster/wire/booking_members.hpp"
#include "actors/cluster/wire/webhook_members.hpp"

namespace boxoffice::actors {

/// A plan that may be missing.
template <class Plan>
struct nullable_plan {
  Plan& plan;
};
template <class Plan>
nullable_plan(Plan&) -> nullable_plan<Plan>;

template <class Io, any_of<timers_ran, account_added> T>
constexpr void members(Io&, T&) {}
template <class Io, any_of<show_view> T>
constexpr void members(Io& io, T& view) {
  io("id", view.id), io("plan", view.plan), io("sales", view.sales);
  io("version", view.version), io("at", view.at), io("opened_now", view.opened_now);
}
template <class Io, any_of<seat_map> T>
constexpr void members(Io& io, T& map) {
  io("id", map.id), io("plan", map.plan), io("sales", map.sales), io("version", map.version);
  io("seats", map.seats);
}
template <class Io, any_of<seat_news> T>
constexpr void members(Io& io, T& news) {
  io("plan", nullable_plan{news.plan}), io("version", news.version), io("seats", news.seats);
  io("sales", news.sales);
}
template <class Io, any_of<storage::show_summary> T>
constexpr void members(Io& io, T& show) {
  io("id", show.id), io("sales", show.sales), io("version", show.version), io("body", show.body);
  io("at", show.at), io("seats", show.seats);
}
template <class Io, any_of<storage::seat_count> T>
constexpr void members(Io& io, T& seats) {
  io("total", seats.total), io("available", seats.available);
}
template <class Io, any_of<show_page> T>
constexpr void members(Io& io, T& page) {
  io("items", page.items), io("next", page.next), io("missing", page.missing);
}
template <class Io, any_of<storage::refund_summary> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("number", one.number), io("due", one.due), io("since", one.since);
  io("key", one.key), io("reversed", one.reversed);
}
template <class Io, any_of<listed_booking> T>
constexpr void members(Io& io, T& one) {
  io("view", one.view), io("mail", one.mail), io("key", one.key);
}
template <class Io, any_of<refund_page, booking_page, sales_page> T>
constexpr void members(Io& io, T& page) {
  io("items", page.items), io("next", page.next);
}
template <class Io, any_of<customer_erased> T>
constexpr void members(Io& io, T& done) {
  io("existed", done.existed);
}
template <class Io, any_of<storage::storage_error> T>
constexpr void members(Io& io, T& error) {
  io("what", error.what), io("detail", error.detail);
}
template <class Io, any_of<backed_up> T>
constexpr void members(Io& io, T& done) {
  io("failed", done.failed);
}
template <class Io, any_of<unavailable> T>
constexpr void members(Io& io, T& why) {
  io("reason", why.reason);
}
template <class Io, any_of<events::taken_seat> T>
constexpr void members(Io& io, T& seat) {
  io("seat", seat.seat), io("reason", seat.reason), io("retry_at", seat.retry_at);
}
template <class Io, any_of<events::field_error> T>
constexpr void members(Io& io, T& error) {
  io("field", error.field), io("detail", error.detail);
}
template <class Io, any_of<events::refusal> T>
constexpr void members(Io& io, T& why) {
  io("code", why.code), io("seats", why.seats), io("errors", why.errors);
  io("limit", why.limit), io("have", why.have);
  io("opens_at", why.opens_at), io("opens_in_ms", why.opens_in_ms);
  io("singles", why.singles), io("suggestion", why.suggestion);
  io("ticket", why.ticket);
}
template <class Io, any_of<events::ticket_refusal> T>
constexpr void members(Io& io, T& why) {
  io("reason", why.reason), io("at", why.at), io("gate", why.gate);
}
template <class Io, any_of<seat_code> T>
constexpr void members(Io& io, T& one) {
  io("seat", one.seat), io("code", one.code);
}
template <class Io, any_of<codes_view> T>
constexpr void members(Io& io, T& view) {
  io("codes", view.codes);
}
template <class Io, any_of<admitted_view> T>
constexpr void members(Io& io, T& view) {
  io("show", view.show), io("movie", view.movie), io("number", view.number);
  io("seat", view.seat), io("type", view.type);
}
template <class Io, any_of<ticket_keys_view> T>
constexpr void members(Io& io, T& view) {
  io("keys", view.keys);
}
template <class Io, any_of<correlated_reply> T>
constexpr void members(Io& io, T& one) {
  io("correlation", one.correlation), io("reply", one.reply);
}

} // namespace boxoffice::actors
