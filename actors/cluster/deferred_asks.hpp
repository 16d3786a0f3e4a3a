// Asks for shows that no node has at the moment, because they move.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace boxoffice::actors {

/// How long an ask waits until it is routed again.
inline constexpr std::chrono::milliseconds between_looks{100};
/// Shows move within a second or two. After that the customer's client may try again itself.
inline constexpr std::uint8_t most_returns = 20;
/// With that many waiting the shows are not just moving.
inline constexpr std::size_t most_deferred = 10'000;

/// Keeps asks until they are routed again. `Ask` has `returns`: how often it found no show.
template <class Ask>
class deferred_asks {
public:
  /// Returns false if the ask has come back too often or too many asks wait. The caller then
  /// refuses it; only its count has changed.
  [[nodiscard]] bool add(Ask& ask) {
    if (++ask.returns >= most_returns || asks_.size() >= most_deferred)
      return false;
    asks_.push_back(std::move(ask));
    return true;
  }
  /// True if a timer of `between_looks` must be set, after which take() is called.
  [[nodiscard]] bool arm() { return !std::exchange(armed_, true); }
  /// All that wait, in the order in which they came.
  [[nodiscard]] std::vector<Ask> take() {
    armed_ = false;
    return std::exchange(asks_, {});
  }

private:
  std::vector<Ask> asks_;
  bool armed_ = false;
};

} // namespace boxoffice::actors
