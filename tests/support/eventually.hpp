#pragma once

#include <chrono>
#include <functional>

namespace boxoffice::tests {

/// How long a test waits for what must happen, on a machine that is slow or busy.
inline constexpr auto patience = std::chrono::seconds{60};

/// Calls `predicate` until it returns true, or until `deadline` (then false). Pauses between two
/// calls for 1 ms, growing to 20 ms, so that many waiting clients leave the server processor time.
/// Calls the predicate once more at the deadline itself.
bool eventually(std::chrono::milliseconds deadline, const std::function<bool()>& predicate);

/// Blocks until the wall clock shows `moment`: for rules about the passing of time.
void wait_until(std::chrono::system_clock::time_point moment);

} // namespace boxoffice::tests
