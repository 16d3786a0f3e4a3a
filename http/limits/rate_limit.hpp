// Calls a second of each address, as token buckets.
#pragma once

#include "http/limits/address_usage.hpp"

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// Safe to use from any thread.
class rate_limit {
public:
  using clock = std::chrono::steady_clock;

  /// `rate` tokens a second up to `burst`; at most `addresses` are remembered, the longest unseen
  /// are forgotten first.
  rate_limit(double rate, double burst, std::size_t addresses);

  /// Takes a token; where there is none, the seconds until there is one, rounded up.
  [[nodiscard]] std::optional<int> refuse(const boost::asio::ip::address& from,
                                          clock::time_point now);
  /// Takes tokens for what a call turned out to cost; where there are not as many, later calls wait
  /// for the rest. An address that is not remembered pays nothing.
  void charge(const boost::asio::ip::address& from, double tokens);

private:
  struct bucket {
    boost::asio::ip::address address;
    double tokens;
    clock::time_point filled_at;
  };

  double rate_;
  double burst_;
  std::size_t most_;
  std::mutex mutex_;
  std::list<bucket> by_use_; ///< last used first
  std::unordered_map<boost::asio::ip::address, std::list<bucket>::iterator, address_hash> buckets_;
};

} // namespace boxoffice::http
