// Which shows a list of shows has.
#pragma once

#include "storage/side_rows.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::storage {

/// The status of a show as lists have it: CLOSED once sales are over, unless it is cancelled.
enum class listed_status : std::uint8_t { open, paused, closed, cancelled };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(listed_status value) {
  switch (value) {
  case listed_status::open: return "OPEN";
  case listed_status::paused: return "PAUSED";
  case listed_status::closed: return "CLOSED";
  case listed_status::cancelled: return "CANCELLED";
  }
  return {};
}
[[nodiscard]] listed_status listed_status_of(events::sales_status sales, events::time_ms close_at,
                                             events::time_ms now);

/// Shows that have all of it. Nothing is set: every show.
struct show_filter {
  std::optional<events::time_ms> from{}; ///< of the start
  std::optional<events::time_ms> to{};   ///< of the start, which is before it
  std::optional<std::string> movie{};
  std::optional<std::string> hall{};
  std::optional<listed_status> status{};
  std::string text{}; ///< in the movie or the hall, compared in the form of events::caseless()
  friend bool operator==(const show_filter&, const show_filter&) = default;
};

/// `caseless_text` is that form of `filter.text`.
[[nodiscard]] bool matches(const show_summary& show, const show_filter& filter,
                           std::string_view caseless_text, events::time_ms now);

/// Up to `limit` shows by id, from the first id greater than `after`. With a filter it looks at a
/// bounded number of shows, so a page may have few items or none and still a next one.
[[nodiscard]] result<page<show_summary>> list_shows(event_log& log, std::string_view after,
                                                    std::size_t limit, const show_filter& filter,
                                                    events::time_ms now);

} // namespace boxoffice::storage
