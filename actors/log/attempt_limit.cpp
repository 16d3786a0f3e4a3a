#include "actors/log/attempt_limit.hpp"

#include <algorithm>
#include <iterator>

namespace boxoffice::actors {

namespace {

constexpr std::chrono::nanoseconds window = std::chrono::minutes{1};

} // namespace

std::optional<int> attempt_limit::refuse(const events::customer_id& customer,
                                         clock::time_point now) {
  if (per_minute_ == 0)
    return std::nullopt;
  auto& one = use(customer, now);
  auto until = std::max(one.paid_until, now) + window / per_minute_;
  if (until <= now + window) {
    one.paid_until = until;
    return std::nullopt;
  }
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(until - now - window).count());
}

attempt_limit::known_customer& attempt_limit::use(const events::customer_id& customer,
                                                  clock::time_point now) {
  if (auto found = known_.find(customer); found != known_.end()) {
    by_use_.splice(by_use_.end(), by_use_, found->second);
    return *found->second;
  }
  by_use_.push_back({customer, now});
  known_.emplace(customer, std::prev(by_use_.end()));
  if (known_.size() > std::max<std::size_t>(1, most_)) {
    known_.erase(by_use_.front().id);
    by_use_.pop_front();
  }
  return by_use_.back();
}

} // namespace boxoffice::actors
