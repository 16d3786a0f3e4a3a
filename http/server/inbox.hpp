// Items that other threads leave for a worker.
#pragma once

#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace boxoffice::http {

template <class T>
class inbox {
public:
  /// From any thread. True if it was empty, so that the caller must arrange for take().
  [[nodiscard]] bool put(std::vector<T>&& more) {
    std::lock_guard lock{mutex_};
    if (items_.empty()) {
      items_.swap(more);
      return true;
    }
    std::move(more.begin(), more.end(), std::back_inserter(items_));
    return false;
  }
  [[nodiscard]] bool put(T&& one) {
    std::lock_guard lock{mutex_};
    items_.push_back(std::move(one));
    return items_.size() == 1;
  }
  /// All items, in the order in which they came.
  [[nodiscard]] std::vector<T> take() {
    std::lock_guard lock{mutex_};
    return std::exchange(items_, {});
  }

private:
  std::mutex mutex_;
  std::vector<T> items_;
};

} // namespace boxoffice::http
