// Members that are left out of stored events, in CBOR and in JSON.
#pragma once

#include "events/members.hpp"

#include <optional>

namespace boxoffice::events {

/// Whether a member with this value is left out. Its name alone is never stored with a null.
template <class T>
[[nodiscard]] bool is_absent(const std::optional<T>& value) {
  return !value;
}
template <class T>
[[nodiscard]] bool is_absent(const time_ref<const std::optional<T>>& time) {
  return !time.at;
}
template <class Draw, class Member>
[[nodiscard]] bool is_absent(const drawn_ref<Draw, Member>& drawn) {
  return drawn.drawn.round == 0;
}
[[nodiscard]] inline bool is_absent(const paid_how& how) { return !is_late(how); }
[[nodiscard]] inline bool is_absent(const sales_channel& by) { return by == sales_channel::online; }
[[nodiscard]] inline bool is_absent(const single_seats& rule) {
  return rule == single_seats::allow;
}
[[nodiscard]] inline bool is_absent(const bool& flag) { return !flag; }
[[nodiscard]] inline bool is_absent(const std::vector<price_type>& types) { return types.empty(); }
[[nodiscard]] inline bool is_absent(const std::vector<price_type_id>& types) {
  return types.empty();
}
template <class T>
[[nodiscard]] bool is_absent(const T&) {
  return false;
}

} // namespace boxoffice::events
