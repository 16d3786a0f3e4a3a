// The members of the questions and replies about webhooks; see question_members.hpp.
#pragma once

#include "actors/cluster/wire/question_members.hpp"

namespace boxoffice::actors {

template <class Io, any_of<storage::former_secret> T>
constexpr void members(Io& io, T& secret) {
  io("bytes", secret.bytes), io("until", secret.until);
}
/// Without what is known of one node's deliveries, and without its own count of changes.
template <class Io, any_of<storage::webhook_endpoint> T>
constexpr void members(Io& io, T& endpoint) {
  io("id", endpoint.id), io("url", endpoint.url), io("events", endpoint.events);
  io("description", endpoint.description), io("secret", endpoint.secret);
  io("created", endpoint.created), io("disabled", endpoint.disabled);
  io("former_secrets", endpoint.former_secrets), io("switched_at", endpoint.switched_at);
  io("changed_at", endpoint.changed_at), io("from_start", endpoint.from_start);
}
template <class Io, any_of<storage::removed_webhook> T>
constexpr void members(Io& io, T& removed) {
  io("id", removed.id), io("at", removed.at);
}
template <class Io, any_of<exchange_webhooks> T>
constexpr void members(Io& io, T& question) {
  io("endpoints", question.endpoints), io("removed", question.removed);
}
template <class Io, any_of<list_dead> T>
constexpr void members(Io& io, T& question) {
  io("id", question.id), io("after", question.after), io("limit", question.limit);
}
template <class Io, any_of<resend_webhook::place> T>
constexpr void members(Io& io, T& place) {
  io("show", place.show), io("seq", place.seq);
}
template <class Io, any_of<resend_webhook> T>
constexpr void members(Io& io, T& question) {
  io("id", question.id), io("only", question.only);
}
template <class Io, any_of<webhook_standing> T>
constexpr void members(Io& io, T& one) {
  io("id", one.id), io("node", one.node), io("down", one.down);
  io("shows_behind", one.shows_behind), io("events_behind", one.events_behind);
  io("dead_letters", one.dead_letters), io("next_attempt", one.next_attempt);
  io("last_success", one.last_success), io("last_error", one.last_error);
  io("last_error_at", one.last_error_at);
}
template <class Io, any_of<webhooks_exchanged> T>
constexpr void members(Io& io, T& done) {
  io("endpoints", done.endpoints), io("removed", done.removed);
  io("standings", done.standings), io("missing", done.missing);
}
template <class Io, any_of<storage::dead_letter> T>
constexpr void members(Io& io, T& dead) {
  io("show", dead.show), io("seq", dead.seq), io("since", dead.since), io("at", dead.at);
  io("attempts", dead.attempts), io("error", dead.error), io("due", dead.due);
}
template <class Io, any_of<dead_letters> T>
constexpr void members(Io& io, T& page) {
  io("items", page.items), io("next", page.next), io("missing", page.missing);
}
template <class Io, any_of<dead_resent> T>
constexpr void members(Io& io, T& done) {
  io("count", done.count), io("found", done.found), io("missing", done.missing);
}
} // namespace boxoffice::actors
