// The signals of a server.
#pragma once

#include <csignal>
#include <functional>

namespace boxoffice::cli {

/// From its construction on no signal but the two that ask for it ends the process: SIGUSR1,
/// SIGUSR2 and SIGPIPE are ignored, the others wait for wait_for_end(). Construct it before any
/// thread.
class signals {
public:
  signals();

  /// Returns at SIGTERM or SIGINT, with its number; calls `on_hangup` at each SIGHUP before that.
  int wait_for_end(const std::function<void()>& on_hangup) const;

private:
  sigset_t awaited_{};
};

} // namespace boxoffice::cli
