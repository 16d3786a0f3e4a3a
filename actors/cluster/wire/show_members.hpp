// The members of commands about a whole show; see question_members.hpp.
#pragma once

#include "actors/protocol/questions.hpp"
#include "events/members.hpp"

namespace boxoffice::actors {

using events::any_of;

template <class Io, any_of<events::open_show> T>
constexpr void members(Io& io, T& command) {
  io("body", command.body), io("by", command.by), io("time_zone", command.time_zone),
      io("blocked", command.blocked);
}
template <class Io, any_of<events::change_show> T>
constexpr void members(Io& io, T& command) {
  io("changes", command.changes), io("by", command.by);
}

} // namespace boxoffice::actors
