#include "cli/node/signals.hpp"

#include <pthread.h>

namespace boxoffice::cli {

namespace {

void mask_hangups(int how) {
  sigset_t only{};
  sigemptyset(&only);
  sigaddset(&only, SIGHUP);
  pthread_sigmask(how, &only, nullptr);
}

} // namespace

void hold_hangups() { mask_hangups(SIG_BLOCK); }
void let_hangups_end() { mask_hangups(SIG_UNBLOCK); }

// Signals for sigwait() must be blocked in all threads, which inherit the mask of this one.
signals::signals() {
  sigemptyset(&awaited_);
  for (auto each : {SIGTERM, SIGINT, SIGHUP})
    sigaddset(&awaited_, each);
  pthread_sigmask(SIG_BLOCK, &awaited_, nullptr);
  for (auto each : {SIGUSR1, SIGUSR2})
    std::signal(each, SIG_IGN);
}

int signals::wait_for_end(const std::function<void()>& on_hangup) const {
  for (;;) {
    int signal = 0;
    if (sigwait(&awaited_, &signal) == 0 && signal != SIGHUP)
      return signal;
    if (signal == SIGHUP)
      on_hangup();
  }
}

} // namespace boxoffice::cli
