// Calls per second of each address.
#pragma once

#include "http/limits/address_usage.hpp"
#include "http/limits/token_bucket.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// A token bucket for each address. Safe to use from any thread.
class rate_limit {
public:
  using clock = token_bucket::clock;

  /// `rate` calls per second up to `burst`; at most `addresses` are remembered, the longest unseen
  /// are forgotten first.
  rate_limit(double rate, double burst, std::size_t addresses);

  /// Counts a call. If the address has none left, returns the seconds until it has, rounded up.
  [[nodiscard]] std::optional<int> refuse(const boost::asio::ip::address& from,
                                          clock::time_point now);
  /// Counts what a call turned out to cost; if the address has fewer left, later calls wait for the
  /// rest. An address that is not remembered is not charged.
  void charge(const boost::asio::ip::address& from, double calls);

private:
  struct entry {
    boost::asio::ip::address address;
    token_bucket calls;
  };

  const token_bucket::rules rules_;
  const std::size_t most_;
  std::mutex mutex_;
  std::list<entry> by_use_; ///< last used first
  std::unordered_map<boost::asio::ip::address, std::list<entry>::iterator, address_hash> entries_;
};

} // namespace boxoffice::http
