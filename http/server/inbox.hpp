// What other threads leave for an I/O thread.
#pragma once

#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace boxoffice::http {

template <class T>
class inbox {
public:
  /// From any thread. True where it was empty, so that somebody must be told to empty it.
  [[nodiscard]] bool put(std::vector<T>&& more) {
    std::lock_guard lock{mutex_};
    if (letters_.empty()) {
      letters_.swap(more);
      return true;
    }
    std::move(more.begin(), more.end(), std::back_inserter(letters_));
    return false;
  }
  [[nodiscard]] bool put(T&& one) {
    std::lock_guard lock{mutex_};
    letters_.push_back(std::move(one));
    return letters_.size() == 1;
  }
  /// All that is there, in the order in which it came.
  [[nodiscard]] std::vector<T> take() {
    std::lock_guard lock{mutex_};
    return std::exchange(letters_, {});
  }

private:
  std::mutex mutex_;
  std::vector<T> letters_;
};

} // namespace boxoffice::http
