// Signal handling of the server.
#pragma once

#include <csignal>
#include <functional>

namespace boxoffice::cli {

/// Keeps a SIGHUP that arrives from now on until wait_for_end(), so that a reload right after the
/// start does not end the server. For the first line of main: each command starts so.
void hold_hangups();
/// Of a command that is no server: SIGHUP ends it.
void let_hangups_end();

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
