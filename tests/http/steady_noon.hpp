#pragma once

#include <chrono>

namespace boxoffice::http::tests {

/// When the tests of limits begin, on the clock that the limits go by.
inline constexpr std::chrono::steady_clock::time_point steady_noon{std::chrono::hours{1000}};

} // namespace boxoffice::http::tests
