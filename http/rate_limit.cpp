#include "http/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace boxoffice::http {

boost::asio::ip::address limited_as(const boost::asio::ip::address& from) {
  if (!from.is_v6())
    return from;
  if (from.to_v6().is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, from.to_v6());
  auto bytes = from.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return boost::asio::ip::address_v6{bytes};
}

std::size_t address_hash::operator()(const boost::asio::ip::address& address) const {
  if (address.is_v4())
    return std::hash<std::uint32_t>{}(address.to_v4().to_uint());
  auto bytes = address.to_v6().to_bytes();
  std::uint64_t half{};
  std::memcpy(&half, bytes.data(), sizeof half);
  return std::hash<std::uint64_t>{}(half);
}

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

} // namespace boxoffice::http
