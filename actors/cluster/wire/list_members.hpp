// The members of the questions about lists, reports and payments; see question_members.hpp. Those
// of a sales report's types are in events/report/.
#pragma once

#include "actors/protocol/list_questions.hpp"
#include "events/members.hpp"

namespace boxoffice::actors {

using events::any_of;

template <class Io, any_of<storage::show_filter> T>
constexpr void members(Io& io, T& filter) {
  io("from", filter.from), io("to", filter.to), io("movie", filter.movie), io("hall", filter.hall);
  io("status", filter.status), io("text", filter.text);
}
template <class Io, any_of<list_shows> T>
constexpr void members(Io& io, T& question) {
  io("after", question.after), io("limit", question.limit), io("filter", question.filter);
  io("order", question.order);
}
template <class Io, any_of<get_programme> T>
constexpr void members(Io& io, T& question) {
  io("filter", question.filter), io("time_zone", question.time_zone);
}
template <class Io, any_of<storage::programme_day> T>
constexpr void members(Io& io, T& one) {
  io("day", one.day), io("shows", one.shows);
}
template <class Io, any_of<programme_view> T>
constexpr void members(Io& io, T& view) {
  io("days", view.days), io("halls", view.halls), io("missing", view.missing);
}
template <class Io, any_of<list_bookings> T>
constexpr void members(Io& io, T& question) {
  io("show", question.show), io("after", question.after), io("limit", question.limit);
  io("status", question.status), io("text", question.text), io("mail", question.mail);
}
template <class Io, any_of<list_customer_bookings> T>
constexpr void members(Io& io, T& question) {
  io("after", question.after), io("limit", question.limit), io("mail", question.mail);
}
template <class Io, any_of<find_payment> T>
constexpr void members(Io& io, T& question) {
  io("payment", question.payment);
}
template <class Io, any_of<storage::paid_booking> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("number", one.number);
}
template <class Io, any_of<payment_found> T>
constexpr void members(Io& io, T& found) {
  io("bookings", found.bookings);
}
template <class Io, any_of<list_sales> T>
constexpr void members(Io& io, T& question) {
  io("after", question.after), io("query", question.query);
}

} // namespace boxoffice::actors
