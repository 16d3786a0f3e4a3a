#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace boxoffice::tests {

/// Wall-clock time as the API tells it: UTC, milliseconds.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

wall_time wall_now();

/// `2026-12-24T18:30:00.000Z`.
std::string rfc3339(wall_time moment);

/// Reads exactly the form that `rfc3339` writes, which is the one the server must send.
/// Throws std::runtime_error on any other text.
wall_time parse_rfc3339(std::string_view text);

} // namespace boxoffice::tests
