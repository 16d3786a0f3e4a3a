// What a sales report is about: how its rows are grouped, and which time it covers.
#pragma once

#include "events/report/local_days.hpp"
#include "events/show_members.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

enum class sales_grouping : std::uint8_t { show, movie, hall, day, method };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(sales_grouping value) {
  switch (value) {
  case sales_grouping::show: return "show";
  case sales_grouping::movie: return "movie";
  case sales_grouping::hall: return "hall";
  case sales_grouping::day: return "day";
  case sales_grouping::method: return "method";
  }
  return {};
}
/// Whether the bounds of the report select events by their own time. The bounds of the others
/// select shows by their start, with all of their events.
[[nodiscard]] constexpr bool selects_events(sales_grouping by) {
  return by == sales_grouping::day || by == sales_grouping::method;
}

/// A moment, or the begin of a day in the time zone of each hall.
struct report_bound {
  std::optional<time_ms> at;
  std::optional<local_day> day;
  friend bool operator==(const report_bound&, const report_bound&) = default;

  [[nodiscard]] bool is_set() const { return at || day; }
  /// Whether the bound is later than the moment, whose local day is `day_there`. False if not set.
  [[nodiscard]] bool is_later_than(time_ms moment, local_day day_there) const {
    return (at && moment < *at) || (day && day_there < *day);
  }
};

/// An RFC 3339 time or date; nothing for another text.
[[nodiscard]] std::optional<report_bound> parse_bound(std::string_view text);

struct sales_query {
  sales_grouping by{};
  report_bound from{};     ///< the first moment that counts
  report_bound to{};       ///< the first moment that does not count any more
  std::string time_zone{}; ///< of halls that have none; empty: UTC
};

/// Whether nothing can be between the bounds.
[[nodiscard]] bool is_empty(const sales_query& query);

template <class Io, any_of<report_bound> T>
constexpr void members(Io& io, T& bound) {
  io("at", bound.at), io("day", bound.day);
}
template <class Io, any_of<sales_query> T>
constexpr void members(Io& io, T& query) {
  io("by", query.by), io("from", query.from), io("to", query.to);
  io("time_zone", query.time_zone);
}

} // namespace boxoffice::events
