#include "events/time_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <unicode/ucal.h>

namespace boxoffice::events {

namespace {

constexpr time_ms ms_a_day = 86'400'000;
constexpr time_ms ms_a_minute = 60'000;
constexpr time_ms latest = 253'402'300'799'999; // 9999-12-31T23:59:59.999Z

/// Takes digits and marks from the front of a text. After the first mismatch it has failed.
class scanner {
public:
  explicit scanner(std::string_view text) : rest_{text} {}

  int digits(std::size_t count) {
    int value = 0;
    if (rest_.size() < count)
      return fail();
    for (auto c : rest_.substr(0, count)) {
      if (c < '0' || c > '9')
        return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  /// Takes one character out of `any` and returns it.
  char mark(std::string_view any) {
    if (rest_.empty() || any.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    auto found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  /// Takes `.` and one digit or more, as milliseconds; 0 if there is no fraction.
  int fraction_ms() {
    if (rest_.empty() || rest_.front() != '.')
      return 0;
    rest_.remove_prefix(1);
    int value = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count)
      if (count < 3)
        value = value * 10 + (rest_[count] - '0');
    if (count == 0)
      return fail();
    rest_.remove_prefix(count);
    for (; count < 3; ++count)
      value *= 10;
    return value;
  }

  [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

private:
  int fail() {
    failed_ = true;
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<time_ms> parse_offset(scanner& scan) {
  auto sign = scan.mark("Zz+-");
  if (sign == 'Z' || sign == 'z')
    return 0;
  auto hours = scan.digits(2);
  scan.mark(":");
  auto minutes = scan.digits(2);
  if (hours > 23 || minutes > 59)
    return std::nullopt;
  auto offset = (hours * 60 + minutes) * ms_a_minute;
  return sign == '-' ? -offset : offset;
}

void put(char* at, int value, int width) {
  for (auto* place = at + width; place != at; value /= 10)
    *--place = static_cast<char>('0' + value % 10);
}

} // namespace

std::string to_rfc3339(time_ms at) {
  using namespace std::chrono;
  at = std::clamp(at, time_ms{0}, latest);
  auto day = floor<days>(milliseconds{at});
  auto date = year_month_day{sys_days{day}};
  auto in_day = static_cast<int>(at - day.count() * ms_a_day);
  std::string text = "0000-00-00T00:00:00.000Z";
  put(text.data(), static_cast<int>(date.year()), 4);
  put(text.data() + 5, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  put(text.data() + 8, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  put(text.data() + 11, in_day / 3'600'000, 2);
  put(text.data() + 14, in_day / 60'000 % 60, 2);
  put(text.data() + 17, in_day / 1'000 % 60, 2);
  put(text.data() + 20, in_day % 1'000, 3);
  return text;
}

std::optional<time_ms> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  scanner scan{text};
  auto y = scan.digits(4);
  scan.mark("-");
  auto mo = scan.digits(2);
  scan.mark("-");
  auto d = scan.digits(2);
  scan.mark("Tt ");
  auto h = scan.digits(2);
  scan.mark(":");
  auto mi = scan.digits(2);
  scan.mark(":");
  auto s = scan.digits(2);
  auto ms = scan.fraction_ms();
  auto offset = parse_offset(scan);
  auto date = year{y} / static_cast<unsigned>(mo) / static_cast<unsigned>(d);
  if (!scan.done() || !offset || !date.ok() || y < 1970 || h > 23 || mi > 59 || s > 60)
    return std::nullopt;
  auto at = sys_days{date}.time_since_epoch().count() * ms_a_day +
            ((h * 60 + mi) * 60 + s) * time_ms{1'000} + ms - *offset;
  return at < 0 || at > latest ? std::nullopt : std::optional<time_ms>{at};
}

bool is_time_zone(std::string_view name) {
  // ICU also knows abbreviations and zones of its own, which browsers do not.
  auto is_iana =
      name == "UTC" || (name.find('/') != std::string_view::npos && !name.starts_with("SystemV/"));
  if (!is_iana)
    return false;
  const std::u16string id{name.begin(), name.end()};
  std::array<char16_t, 128> canonical{};
  UBool known = 0;
  UErrorCode status = U_ZERO_ERROR;
  ucal_getCanonicalTimeZoneID(id.data(), static_cast<std::int32_t>(id.size()), canonical.data(),
                              static_cast<std::int32_t>(canonical.size()), &known, &status);
  return U_SUCCESS(status) != 0 && known != 0;
}

} // namespace boxoffice::events
