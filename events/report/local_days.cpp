#include "events/report/local_days.hpp"

#include "events/time_text.hpp"

#include <algorithm>
#include <array>

#include <unicode/udat.h>

namespace boxoffice::events {

namespace {

constexpr time_ms ms_of_a_day = 86'400'000;
constexpr std::size_t date_chars = 10;

local_day floor_of_days(time_ms local) {
  auto day = local / ms_of_a_day;
  return local % ms_of_a_day < 0 ? day - 1 : day;
}

/// The name that ICU wants. An empty one is the machine's own zone there.
std::u16string zone_id(std::string_view zone) {
  const std::string_view named = zone.empty() ? "UTC" : zone;
  return {named.begin(), named.end()};
}

struct format_closer {
  void operator()(UDateFormat* format) const { udat_close(format); }
};

} // namespace

local_days::local_days(std::string_view zone) {
  const auto id = zone_id(zone);
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

std::string local_time_text(time_ms at, std::string_view zone) {
  // The pages use this locale too; others have no abbreviations of European zones.
  constexpr const char* locale = "en_GB";
  constexpr std::u16string_view pattern = u"yyyy-MM-dd HH:mm zzz";
  const auto id = zone_id(zone);
  auto failed = U_ZERO_ERROR;
  const std::unique_ptr<UDateFormat, format_closer> format{
      udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, id.data(), static_cast<std::int32_t>(id.size()),
                pattern.data(), static_cast<std::int32_t>(pattern.size()), &failed)};
  std::array<UChar, 64> text{};
  const auto length = U_FAILURE(failed) != 0
                          ? 0
                          : udat_format(format.get(), static_cast<UDate>(at), text.data(),
                                        static_cast<std::int32_t>(text.size()), nullptr, &failed);
  const std::u16string_view made{text.data(), static_cast<std::size_t>(length)};
  auto is_plain = std::all_of(made.begin(), made.end(), [](char16_t c) { return c < 0x80; });
  if (U_FAILURE(failed) != 0 || !is_plain)
    return to_rfc3339(at);
  return {made.begin(), made.end()};
}

std::string date_text(local_day day) { return to_rfc3339(day * ms_of_a_day).substr(0, date_chars); }

std::optional<local_day> parse_date(std::string_view text) {
  if (text.size() != date_chars)
    return std::nullopt;
  auto begin = parse_rfc3339(std::string{text} + "T00:00:00Z");
  return begin ? std::optional{floor_of_days(*begin)} : std::nullopt;
}

} // namespace boxoffice::events
