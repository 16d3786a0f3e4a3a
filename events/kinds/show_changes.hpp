// What the operator changed about a show; see events/events.hpp.
#pragma once

#include "events/ids.hpp"
#include "events/show_body.hpp"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

/// A change of a member that a show may be without. Nothing: it stays; an empty one: it is removed.
template <class T>
using removable = std::optional<std::optional<T>>;

/// The members of a show body that change, with their new values. The currency never changes.
struct show_changes {
  std::optional<std::string> movie{};
  std::optional<std::string> hall{};
  std::optional<time_ms> starts_at{};
  removable<time_ms> sales_close_at{}; ///< removed: when the show starts. Not so in events.
  std::optional<std::int64_t> price{};
  std::optional<std::vector<seat_class>> classes{};
  std::optional<seat_rows> rows{};
  removable<std::string> time_zone{};
  removable<time_ms> opens_at{};
  removable<std::vector<price_type>> price_types{};
  removable<std::int64_t> max_seats_per_customer{};
  removable<events::single_seats> single_seats{};
  removable<std::string> poster{};
  removable<std::int64_t> running_time{};
  removable<std::string> rating{};
  removable<std::string> language{};
  friend auto operator<=>(const show_changes&, const show_changes&) = default;
};

/// Bookings keep their amounts. `changes` names at least one member, and only those that differ.
struct show_changed {
  show_changes changes;
  operator_proof by{};
};

void apply(const show_changes& changes, show_body& body);

/// The changes that make `before` into `after`, which has the same currency.
[[nodiscard]] show_changes difference(const show_body& before, const show_body& after);

/// Whether a seat may cost something else afterwards.
[[nodiscard]] inline bool concerns_prices(const show_changes& changes) {
  return changes.price || changes.classes || changes.rows || changes.price_types;
}

} // namespace boxoffice::events
