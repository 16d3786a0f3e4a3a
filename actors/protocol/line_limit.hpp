// Log lines about what strangers do, who can do it as often as they like.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace boxoffice::actors {

/// Lets one line through in a while. Any thread may ask.
class line_limit {
public:
  explicit line_limit(std::chrono::milliseconds between = std::chrono::minutes{1})
      : between_{between} {}

  /// Of how many happenings the next line is, this one among them; nothing where none is due.
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
