// The members of the questions about links to bookings; see question_members.hpp.
#pragma once

#include "actors/cluster/wire/id_members.hpp"
#include "actors/protocol/ticket_questions.hpp"

namespace boxoffice::actors {

template <class Io, any_of<find_link> T>
constexpr void members(Io& io, T& question) {
  io("reference", question.reference), io("customer", question.customer);
}
template <class Io, any_of<resend_link> T>
constexpr void members(Io& io, T& question) {
  io("secret", question.secret);
}
template <class Io, any_of<use_link> T>
constexpr void members(Io& io, T& question) {
  io("number", question.number), io("token_hash", question.token_hash);
}

} // namespace boxoffice::actors
