#include "http/limits/rate_limit.hpp"

namespace boxoffice::http {

rate_limit::rate_limit(double rate, double burst, std::size_t addresses)
    : rules_{burst, rate}, most_{addresses} {}

std::optional<int> rate_limit::refuse(const boost::asio::ip::address& from, clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& calls = calls_.use(from, [&] { return token_bucket{rules_, now}; }).value;
  calls_.forget_beyond(most_);
  calls.fill(rules_, now);
  return calls.take(1) ? std::nullopt : std::optional{calls.wait_s(rules_, 1)};
}

void rate_limit::charge(const boost::asio::ip::address& from, double calls) {
  std::lock_guard lock{mutex_};
  if (auto* known = calls_.find(from))
    known->charge(calls);
}

} // namespace boxoffice::http
