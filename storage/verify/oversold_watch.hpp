// The thread that looks for seats sold twice while the server runs (oversold_check.hpp).
#pragma once

#include "storage/verify/oversold_check.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace boxoffice::storage {

/// Has the lowest priority for CPU and disk, and rests after each few milliseconds of work.
class oversold_watch {
public:
  /// `log` and `probe` must outlive it. `is_ours` as in oversold_options.
  oversold_watch(event_log& log, oversold_probe& probe,
                 std::function<bool(const show_id&)> is_ours);
  ~oversold_watch();
  oversold_watch(const oversold_watch&) = delete;
  oversold_watch& operator=(const oversold_watch&) = delete;

private:
  void run();
  /// Waits; false if the watch ends.
  bool wait(std::chrono::steady_clock::duration most);

  event_log& log_;
  oversold_probe& probe_;
  std::function<bool(const show_id&)> is_ours_;
  std::mutex guard_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_; ///< last: it uses the others
};

} // namespace boxoffice::storage
