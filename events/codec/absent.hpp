// Members that are left out of stored events, in CBOR and in JSON.
#pragma once

#include "events/reasons.hpp"

#include <optional>

namespace boxoffice::events {

/// Whether a member with this value is left out. Its name alone is never stored with a null.
template <class T>
[[nodiscard]] bool is_absent(const std::optional<T>& value) {
  return !value;
}
[[nodiscard]] inline bool is_absent(const paid_how& how) { return !is_late(how); }
template <class T>
[[nodiscard]] bool is_absent(const T&) {
  return false;
}

} // namespace boxoffice::events
