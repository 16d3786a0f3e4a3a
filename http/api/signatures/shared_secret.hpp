// A secret that requests are compared with, and that may be replaced while they come in.
#pragma once

#include "http/api/signatures/webhook.hpp"

#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace boxoffice::http {

/// Safe to use from any thread.
class shared_secret {
public:
  explicit shared_secret(std::string text) : text_{std::move(text)} {}

  void replace(std::string text) {
    std::lock_guard lock{mutex_};
    text_ = std::move(text);
  }

  /// Takes the same time wherever the texts differ. An empty text is never equal.
  [[nodiscard]] bool equals(std::string_view other) const {
    std::lock_guard lock{mutex_};
    return !other.empty() && equal_in_constant_time(other, text_);
  }

private:
  mutable std::mutex mutex_;
  std::string text_;
};

} // namespace boxoffice::http
