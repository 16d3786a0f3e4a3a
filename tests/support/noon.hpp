#pragma once

#include <cstdint>

namespace boxoffice::tests {

/// 2027-01-15T08:00:00Z in UTC milliseconds: the present of tests that set the time themselves.
inline constexpr std::int64_t noon = 1'800'000'000'000;
inline constexpr std::int64_t noon_s = noon / 1'000;

} // namespace boxoffice::tests
