// Calls per second of each address.
#pragma once

#include "http/limits/addresses_by_use.hpp"
#include "http/limits/token_bucket.hpp"

#include <mutex>
#include <optional>

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
  const token_bucket::rules rules_;
  const std::size_t most_;
  std::mutex mutex_;
  addresses_by_use<token_bucket> calls_;
};

} // namespace boxoffice::http
