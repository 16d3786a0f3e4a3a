// Local dates and times of a moment in the time zone of a hall.
#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <unicode/ucal.h>

namespace boxoffice::events {

/// A local date, as days since 1970-01-01.
using local_day = std::int64_t;

/// The days of one time zone. Not safe to use from several threads.
class local_days {
public:
  /// An IANA name; one that the time zone database does not have is UTC.
  explicit local_days(std::string_view zone);

  [[nodiscard]] local_day day_of(time_ms at);

private:
  struct closer {
    void operator()(UCalendar* calendar) const { ucal_close(calendar); }
  };
  std::unique_ptr<UCalendar, closer> calendar_;
};

/// `2026-12-24 19:30 CET`: the minute of a moment with the abbreviation of the zone.
[[nodiscard]] std::string local_time_text(time_ms at, std::string_view zone);
/// `2026-12-24`.
[[nodiscard]] std::string date_text(local_day day);
/// Nothing if the text is not a date of the years 1970 to 9999.
[[nodiscard]] std::optional<local_day> parse_date(std::string_view text);

} // namespace boxoffice::events
