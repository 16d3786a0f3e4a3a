// The hosts whose statements about their clients count.
#pragma once

#include "http/limits/client_address.hpp"

#include <memory>
#include <mutex>
#include <vector>

#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/http/fields.hpp>

namespace boxoffice::http {

/// IPv4 addresses are mapped into IPv6: 10.0.0.0/8 is ::ffff:10.0.0.0/104.
using address_ranges = std::vector<boost::asio::ip::network_v6>;

[[nodiscard]] bool contains(const address_ranges& ranges, const boost::asio::ip::address& address);

/// Safe to use from any thread.
class trusted_proxies {
public:
  explicit trusted_proxies(address_ranges ranges)
      : ranges_{std::make_shared<const address_ranges>(std::move(ranges))} {}

  /// Connections keep what they were when they were accepted.
  void replace(address_ranges ranges) {
    auto fresh = std::make_shared<const address_ranges>(std::move(ranges));
    std::lock_guard lock{mutex_};
    ranges_ = std::move(fresh);
  }

  /// The client of a connection from that address.
  [[nodiscard]] client_address connection_from(const boost::asio::ip::address& address) const {
    return {address, false, contains(*ranges(), address), false};
  }

  /// The client of a request. If a trusted proxy sends it, the one that forwarded_client() finds.
  [[nodiscard]] client_address client_of(const boost::beast::http::fields& head,
                                         const client_address& connection) const {
    return connection.is_trusted_proxy ? forwarded_client(head, connection, *ranges()) : connection;
  }

private:
  static client_address forwarded_client(const boost::beast::http::fields& head,
                                         const client_address& proxy,
                                         const address_ranges& trusted);
  [[nodiscard]] std::shared_ptr<const address_ranges> ranges() const {
    std::lock_guard lock{mutex_};
    return ranges_;
  }

  mutable std::mutex mutex_;
  std::shared_ptr<const address_ranges> ranges_;
};

} // namespace boxoffice::http
