#include "storage/verify/oversold_watch.hpp"

#include "logging/server_log.hpp"

#include <algorithm>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace boxoffice::storage {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr auto after_start = 2s; ///< shows with open work come first
constexpr auto between_passes = 10s;
/// Rest after each few events or 256 KiB: it works a fifth of the time at most, and reads at most
/// 60,000 events or 32 MiB a second.
constexpr auto least_rest = 8ms;
constexpr int rests_for_work = 4;

/// On Linux both belong to the thread. Without the right to change them it goes on as it is.
void take_lowest_priority() {
  constexpr int lowest_nice = 19;
  constexpr int io_of_thread = 1;       // IOPRIO_WHO_PROCESS
  constexpr int io_when_idle = 3 << 13; // IOPRIO_CLASS_IDLE
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, lowest_nice));
  static_cast<void>(::syscall(SYS_ioprio_set, io_of_thread, 0, io_when_idle));
}

} // namespace

oversold_watch::oversold_watch(event_log& log, oversold_probe& probe,
                               std::function<bool(const show_id&)> is_ours)
    : log_{log}, probe_{probe}, is_ours_{std::move(is_ours)}, thread_{[this] { run(); }} {}

oversold_watch::~oversold_watch() {
  {
    std::lock_guard lock{guard_};
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool oversold_watch::wait(clock::duration most) {
  std::unique_lock lock{guard_};
  return !wake_.wait_for(lock, most, [this] { return ending_; });
}

void oversold_watch::run() {
  take_lowest_priority();
  auto worked_since = clock::now();
  oversold_options options;
  options.is_ours = is_ours_;
  options.rest = [&] {
    auto rest =
        std::max<clock::duration>(least_rest, rests_for_work * (clock::now() - worked_since));
    auto go_on = wait(rest);
    worked_since = clock::now();
    return go_on;
  };
  options.report = [](const std::string& line) {
    logging::server_log().error(logging::log_module::storage, "{}", line);
  };
  oversold_check check{log_, probe_, std::move(options)};
  for (auto go_on = wait(after_start); go_on; go_on = wait(between_passes)) {
    worked_since = clock::now();
    if (!check.pass())
      return;
  }
}

} // namespace boxoffice::storage
