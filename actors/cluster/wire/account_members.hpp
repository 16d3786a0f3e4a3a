// The members of the replies about accounts; see question_members.hpp.
#pragma once

#include "actors/cluster/wire/tag_members.hpp"
#include "actors/protocol/account_questions.hpp"
#include "events/members.hpp"

namespace boxoffice::actors {

template <class Io, any_of<storage::account> T>
constexpr void members(Io& io, T& account) {
  io("created_at", account.created_at), io("password_hash", account.password_hash);
  io("bookings_from", account.bookings_from);
}
template <class Io, any_of<account_found> T>
constexpr void members(Io& io, T& found) {
  io("account", found.account);
}
template <class Io, any_of<account_reset> T>
constexpr void members(Io& io, T& done) {
  io("existed", done.existed);
}
template <class Io, any_of<too_many_attempts> T>
constexpr void members(Io& io, T& limited) {
  io("retry_after_s", limited.retry_after_s);
}

} // namespace boxoffice::actors
