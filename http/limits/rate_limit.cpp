#include "http/limits/rate_limit.hpp"

namespace boxoffice::http {

rate_limit::rate_limit(double rate, double burst, std::size_t addresses)
    : rules_{burst, rate}, most_{addresses} {}

std::optional<int> rate_limit::refuse(const boost::asio::ip::address& from, clock::time_point now) {
  auto address = limited_as(from);
  std::lock_guard lock{mutex_};
  auto found = entries_.find(address);
  if (found == entries_.end()) {
    if (entries_.size() >= most_) {
      entries_.erase(by_use_.back().address);
      by_use_.pop_back();
    }
    by_use_.push_front({address, token_bucket{rules_, now}});
    found = entries_.emplace(address, by_use_.begin()).first;
  } else {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
  }
  auto& calls = found->second->calls;
  calls.fill(rules_, now);
  return calls.take(1) ? std::nullopt : std::optional{calls.wait_s(rules_, 1)};
}

void rate_limit::charge(const boost::asio::ip::address& from, double calls) {
  std::lock_guard lock{mutex_};
  if (auto found = entries_.find(limited_as(from)); found != entries_.end())
    found->second->calls.charge(calls);
}

} // namespace boxoffice::http
