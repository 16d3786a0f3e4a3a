// RFC 3339 times: read with any offset, written in UTC with milliseconds.
#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::events {

/// `2026-12-24T18:30:00.000Z`; times before 1970 or after 9999 become the nearest within.
[[nodiscard]] std::string to_rfc3339(time_ms at);

/// Reads an RFC 3339 date-time from year 1970 to 9999; digits finer than a millisecond are cut.
/// Nothing if the text is not one. A leap second reads as the second after it.
[[nodiscard]] std::optional<time_ms> parse_rfc3339(std::string_view text);

/// Whether the time zone database has a zone of that name, in that spelling: `Europe/Berlin`.
[[nodiscard]] bool is_time_zone(std::string_view name);

} // namespace boxoffice::events
