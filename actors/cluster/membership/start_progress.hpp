// When a node of a shared cluster is ready to answer after its start.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

namespace boxoffice::actors {

/// Ready once: when the node has all the shards that it can claim, the timers of their shows ran,
/// and each link is connected or was given up.
class start_progress {
public:
  void bring_back(std::size_t shows) { coming_back_ += shows; }
  /// The timers of so many shows ran.
  void brought_back(std::size_t shows) {
    coming_back_ -= std::min(shows, coming_back_);
    brought_back_ = brought_back_ || coming_back_ == 0;
  }
  void link_opened() { ++unsettled_links_; }
  void link_settled() { --unsettled_links_; }
  /// True at the first call that finds the node ready.
  [[nodiscard]] bool take_ready() {
    return brought_back_ && unsettled_links_ == 0 && !std::exchange(started_, true);
  }

private:
  std::size_t coming_back_ = 0;
  std::size_t unsettled_links_ = 0;
  bool brought_back_ = false;
  bool started_ = false;
};

} // namespace boxoffice::actors
