// Limits log lines that clients or other machines can cause as often as they like.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace boxoffice::actors {

/// Lets one line through in each interval. Thread-safe.
class line_limit {
public:
  explicit line_limit(std::chrono::milliseconds between = std::chrono::minutes{1})
      : between_{between} {}

  /// Counts an event. Returns the number of events since the last line, with this one, if a line
  /// may be written now.
  [[nodiscard]] std::optional<std::size_t> one_more() {
    std::lock_guard lock{guard_};
    ++since_;
    auto now = std::chrono::steady_clock::now();
    if (last_ && now - *last_ < between_)
      return std::nullopt;
    last_ = now;
    return std::exchange(since_, 0);
  }

private:
  std::chrono::milliseconds between_;
  std::mutex guard_;
  std::size_t since_ = 0;
  std::optional<std::chrono::steady_clock::time_point> last_;
};

} // namespace boxoffice::actors
