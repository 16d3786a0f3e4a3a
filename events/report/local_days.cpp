#include "events/report/local_days.hpp"

#include "events/time_text.hpp"

namespace boxoffice::events {

namespace {

constexpr time_ms ms_of_a_day = 86'400'000;
constexpr std::size_t date_chars = 10;

local_day floor_of_days(time_ms local) {
  auto day = local / ms_of_a_day;
  return local % ms_of_a_day < 0 ? day - 1 : day;
}

} // namespace

local_days::local_days(std::string_view zone) {
  const std::string_view named = zone.empty() ? "UTC" : zone; // Empty is the machine's own to ICU.
  const std::u16string id{named.begin(), named.end()};
  auto failed = U_ZERO_ERROR;
  calendar_.reset(
      ucal_open(id.data(), static_cast<std::int32_t>(id.size()), "", UCAL_GREGORIAN, &failed));
  if (U_FAILURE(failed) != 0)
    calendar_.reset();
}

local_day local_days::day_of(time_ms at) {
  if (!calendar_)
    return floor_of_days(at);
  auto failed = U_ZERO_ERROR;
  ucal_setMillis(calendar_.get(), static_cast<UDate>(at), &failed);
  auto offset = ucal_get(calendar_.get(), UCAL_ZONE_OFFSET, &failed) +
                ucal_get(calendar_.get(), UCAL_DST_OFFSET, &failed);
  return floor_of_days(U_FAILURE(failed) != 0 ? at : at + offset);
}

std::string date_text(local_day day) { return to_rfc3339(day * ms_of_a_day).substr(0, date_chars); }

std::optional<local_day> parse_date(std::string_view text) {
  if (text.size() != date_chars)
    return std::nullopt;
  auto begin = parse_rfc3339(std::string{text} + "T00:00:00Z");
  return begin ? std::optional{floor_of_days(*begin)} : std::nullopt;
}

} // namespace boxoffice::events
