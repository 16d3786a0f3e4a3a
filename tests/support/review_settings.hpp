#pragma once

#include "tests/support/processes/server_process.hpp"

namespace boxoffice::tests {

/// Reviews that come fast, so that tests need not wait for them.
inline settings quick_reviews() {
  return {{"review.interval", "50ms"}, {"review.contention_window", "50ms"}};
}

/// Reviews that never come while a test runs.
inline settings no_reviews() { return {{"review.interval", "10m"}, {"review.hold", "20m"}}; }

} // namespace boxoffice::tests
