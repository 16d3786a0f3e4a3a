// Signal handling of the server.
#pragma once

#include <csignal>
#include <functional>

namespace boxoffice::cli {

/// Once constructed, it ignores SIGUSR1 and SIGUSR2 and blocks SIGTERM, SIGINT and SIGHUP
/// for wait_for_end(). Construct it before any thread.
class signals {
public:
  signals();

  /// Waits for SIGTERM or SIGINT and returns its number. Calls `on_hangup` at each SIGHUP.
  int wait_for_end(const std::function<void()>& on_hangup) const;

private:
  sigset_t awaited_{};
};

} // namespace boxoffice::cli
