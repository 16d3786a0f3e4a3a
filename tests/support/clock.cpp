#include "tests/support/clock.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <stdexcept>

namespace boxoffice::tests {

wall_time wall_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::int64_t unix_seconds(std::chrono::seconds after) {
  return std::chrono::floor<std::chrono::seconds>(wall_now() + after).time_since_epoch().count();
}

std::string rfc3339(wall_time moment) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(moment);
  const auto seconds = std::chrono::system_clock::to_time_t(whole);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 24> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::array<char, 8> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%03dZ",
                static_cast<int>((moment - whole).count()));
  return std::string{date.data()} + fraction.data();
}

wall_time parse_rfc3339(std::string_view text) {
  const std::string copy{text};
  std::tm parts{};
  const char* rest = ::strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  int milliseconds = 0;
  int used = 0;
  if (rest == nullptr || std::sscanf(rest, ".%3dZ%n", &milliseconds, &used) != 1 || used != 5 ||
      rest[used] != '\0')
    throw std::runtime_error{"not a time in RFC 3339, UTC with milliseconds: " + copy};
  const auto seconds = std::chrono::system_clock::from_time_t(::timegm(&parts));
  return std::chrono::floor<std::chrono::milliseconds>(seconds) +
         std::chrono::milliseconds{milliseconds};
}

} // namespace boxoffice::tests
