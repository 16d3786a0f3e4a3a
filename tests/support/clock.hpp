#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::tests {

/// Wall-clock time as the API formats it: UTC, milliseconds.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

wall_time wall_now();

/// Seconds since 1970-01-01 in `after` from now, as the API's signatures and tokens have them.
std::int64_t unix_seconds(std::chrono::seconds after = {});

/// `2026-12-24T18:30:00.000Z`.
std::string rfc3339(wall_time moment);

/// Reads exactly the form that `rfc3339` writes, which is the one the server must send.
/// Throws std::runtime_error on any other text.
wall_time parse_rfc3339(std::string_view text);

} // namespace boxoffice::tests
