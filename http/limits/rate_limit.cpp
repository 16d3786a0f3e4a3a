#include "http/limits/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace boxoffice::http {

rate_limit::rate_limit(double rate, double burst, std::size_t addresses)
    : rate_{rate}, burst_{burst}, most_{addresses} {}

std::optional<int> rate_limit::refuse(const boost::asio::ip::address& from, clock::time_point now) {
  auto address = limited_as(from);
  std::lock_guard lock{mutex_};
  auto found = buckets_.find(address);
  if (found == buckets_.end()) {
    if (buckets_.size() >= most_) {
      buckets_.erase(by_use_.back().address);
      by_use_.pop_back();
    }
    by_use_.push_front({address, burst_, now});
    found = buckets_.emplace(address, by_use_.begin()).first;
  } else {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
  }
  auto& one = *found->second;
  // Another thread's look at the clock may have been later.
  auto passed = std::chrono::duration<double>(std::max(now, one.filled_at) - one.filled_at).count();
  one.tokens = std::min(burst_, one.tokens + passed * rate_);
  one.filled_at = std::max(now, one.filled_at);
  if (one.tokens >= 1) {
    one.tokens -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - one.tokens) / rate_)));
}

void rate_limit::charge(const boost::asio::ip::address& from, double tokens) {
  std::lock_guard lock{mutex_};
  if (auto found = buckets_.find(limited_as(from)); found != buckets_.end())
    found->second->tokens -= tokens;
}

} // namespace boxoffice::http
