// A callback that runs at most once, and not after the server began to shut down.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace boxoffice::cli {

/// Any thread may call it.
class ready_signal {
public:
  explicit ready_signal(std::function<void()> announce) : announce_{std::move(announce)} {}

  /// Runs the callback, unless it has run or was cancelled.
  void give() {
    std::lock_guard lock{guard_};
    if (auto announce = std::exchange(announce_, nullptr))
      announce();
  }
  /// After it returns the callback neither runs nor will run.
  void cancel() {
    std::lock_guard lock{guard_};
    announce_ = nullptr;
  }

private:
  std::mutex guard_;
  std::function<void()> announce_;
};

} // namespace boxoffice::cli
