// The members of ids that nodes send each other; see question_members.hpp.
#pragma once

#include "events/members.hpp"

namespace boxoffice::actors {

using events::any_of;

template <class Io,
          any_of<events::show_id, events::seat_id, events::price_type_id, events::payment_id> T>
constexpr void members(Io& io, T& id) {
  io("text", id.text);
}
template <class Io, any_of<events::seat_attributes> T>
constexpr void members(Io& io, T& set) {
  io("bits", set.bits);
}
template <class Io, any_of<events::request_id> T>
constexpr void members(Io& io, T& id) {
  io("show", id.show), io("secret", id.secret);
}
template <class Io, any_of<events::payment_reference> T>
constexpr void members(Io& io, T& reference) {
  io("show", reference.show), io("number", reference.number), io("check", reference.check);
}

} // namespace boxoffice::actors
