// The shows by their start, and the programme: on which days and in which halls shows are.
//
// Both look at the rows of the first 100,000 shows by id, which takes about 2 ms for 1,000 of them.
#pragma once

#include "storage/lists/show_filter.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

/// The order of a list of shows: by id, or by start and id.
enum class show_order : std::uint8_t { id, start };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(show_order value) {
  switch (value) {
  case show_order::id: return "id";
  case show_order::start: return "start";
  }
  return {};
}

/// The place of a show in that order, as text that compares like it: its id, or its start in
/// RFC 3339, a comma and its id. It is the `after` and the `next` of a page.
[[nodiscard]] std::string place_of(const show_summary& show, show_order order);
/// Whether that is such a place; an empty text is the begin.
[[nodiscard]] bool is_place(std::string_view text, show_order order);

/// Up to `limit` shows by start, from the first place greater than `after`, which is_place().
[[nodiscard]] result<page<show_summary>> list_shows_by_start(event_log& log, std::string_view after,
                                                             std::size_t limit,
                                                             const show_filter& filter,
                                                             events::time_ms now);

inline constexpr std::size_t most_programme_days = 366;
inline constexpr std::size_t most_programme_halls = 200;

struct programme_day {
  std::string day;      ///< `2026-12-24`
  std::int64_t shows{}; ///< that start on it
};
/// In order. It has up to one day more than most_programme_days, with which the next one begins.
struct programme {
  std::vector<programme_day> days;
  std::vector<std::string> halls; ///< up to most_programme_halls
};

/// The days and halls of the shows that match, are not cancelled and not over: `now` is before the
/// end of the running time, or before the start if there is none. A filter without `from` has
/// `now` as such. Days are those of each show's time zone, else of `time_zone`; empty: UTC.
[[nodiscard]] result<programme> programme_of(event_log& log, const show_filter& filter,
                                             const std::string& time_zone, events::time_ms now);

/// The programme of several logs together.
[[nodiscard]] programme merged(const std::vector<programme>& parts);

} // namespace boxoffice::storage
