// The members of the questions and replies about halls; see question_members.hpp.
#pragma once

#include "actors/protocol/hall_questions.hpp"
#include "events/members.hpp"

namespace boxoffice::actors {

using events::any_of;

template <class Io, any_of<storage::hall_id> T>
constexpr void members(Io& io, T& id) {
  io("text", id.text);
}
template <class Io, any_of<storage::hall_summary> T>
constexpr void members(Io& io, T& head) {
  io("id", head.id), io("version", head.version), io("name", head.name);
  io("seats", head.seats), io("changed_at", head.changed_at);
}
template <class Io, any_of<storage::hall_template> T>
constexpr void members(Io& io, T& hall) {
  io("head", hall.head), io("plan", hall.plan);
}
template <class Io, any_of<storage::wanted_hall> T>
constexpr void members(Io& io, T& hall) {
  io("id", hall.id), io("name", hall.name), io("seats", hall.seats), io("plan", hall.plan);
  io("version", hall.version);
}
template <class Io, any_of<list_halls> T>
constexpr void members(Io& io, T& question) {
  io("after", question.after), io("limit", question.limit);
}
template <class Io, any_of<find_hall, remove_hall> T>
constexpr void members(Io& io, T& question) {
  io("id", question.id);
}
template <class Io, any_of<keep_hall> T>
constexpr void members(Io& io, T& question) {
  io("wanted", question.wanted);
}
template <class Io, any_of<hall_page> T>
constexpr void members(Io& io, T& page) {
  io("items", page.items), io("next", page.next), io("missing", page.missing);
}
template <class Io, any_of<hall_view> T>
constexpr void members(Io& io, T& view) {
  io("hall", view.hall), io("is_new", view.is_new);
}
template <class Io, any_of<hall_removed> T>
constexpr void members(Io&, T&) {}
template <class Io, any_of<hall_refused> T>
constexpr void members(Io& io, T& refused) {
  io("why", refused.why), io("version", refused.version);
}

} // namespace boxoffice::actors
