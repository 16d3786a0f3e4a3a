#pragma once

#include <chrono>
#include <functional>

namespace boxoffice::tests {

/// How long a test waits for what must happen, on a machine that is slow or busy.
inline constexpr auto patience = std::chrono::seconds{60};

/// Asks `predicate` until it says yes (true) or `deadline` has gone by (false). Between two
/// questions it stands back for 1 ms, growing to 20 ms, so that a crowd of askers leaves the
/// server some processor time. The predicate is asked once more at the deadline itself.
bool eventually(std::chrono::milliseconds deadline, const std::function<bool()>& predicate);

/// Blocks until the wall clock shows `moment`: for rules that are about time going by.
void wait_until(std::chrono::system_clock::time_point moment);

} // namespace boxoffice::tests
