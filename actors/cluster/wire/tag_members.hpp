// The members of the tag of a client's request; see question_members.hpp.
#pragma once

#include "events/members.hpp"
#include "logging/request_tag.hpp"

namespace boxoffice::actors {

using events::any_of;

template <class Io, any_of<logging::trace_context> T>
constexpr void members(Io& io, T& trace) {
  io("trace", trace.trace), io("span", trace.span), io("sampled", trace.sampled);
}
template <class Io, any_of<logging::given_tag> T>
constexpr void members(Io& io, T& given) {
  io("id", given.id), io("trace", given.trace);
}

} // namespace boxoffice::actors
