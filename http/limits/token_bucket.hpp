// Tokens that come back with time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

namespace boxoffice::http {

/// Holds up to `most` tokens; each request takes some of them.
class token_bucket {
public:
  using clock = std::chrono::steady_clock;
  struct rules {
    double most;
    double per_second; ///< tokens that come back
  };

  /// A full one.
  token_bucket(const rules& by, clock::time_point now) : tokens_{by.most}, filled_at_{now} {}

  /// Adds what came back since the last call and returns how many that were.
  double fill(const rules& by, clock::time_point now) {
    auto until = std::max(now, filled_at_); // Another thread may have read the clock later.
    auto fresh = std::chrono::duration<double>(until - filled_at_).count() * by.per_second;
    filled_at_ = until;
    tokens_ = tokens_ + fresh + rounding >= by.most ? by.most : tokens_ + fresh;
    return fresh;
  }

  [[nodiscard]] bool is_full(const rules& by) const { return tokens_ >= by.most; }

  /// Takes all of `wanted` or nothing; true if it took them.
  [[nodiscard]] bool take(double wanted) {
    if (tokens_ + rounding < wanted)
      return false;
    tokens_ -= wanted;
    return true;
  }

  /// Takes more than there may be; later requests wait for what is missing.
  void charge(double tokens) { tokens_ -= tokens; }
  void give_back(const rules& by, double tokens) { tokens_ = std::min(by.most, tokens_ + tokens); }

  /// Whole seconds, at least one, until `wanted` tokens can be taken.
  [[nodiscard]] int wait_s(const rules& by, double wanted) const {
    return std::max(1, static_cast<int>(std::ceil((wanted - tokens_) / by.per_second - rounding)));
  }

private:
  /// Errors of this size must not make a client wait.
  static constexpr double rounding = 1e-6;

  double tokens_;
  clock::time_point filled_at_;
};

} // namespace boxoffice::http
