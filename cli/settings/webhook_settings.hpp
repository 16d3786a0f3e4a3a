// Webhooks that the server sends: the settings `webhook.*`.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include <boost/asio/ip/network_v6.hpp>

namespace boxoffice::cli {

struct webhook_settings {
  bool allow_private = false;
  std::vector<boost::asio::ip::network_v6> allowed_networks; ///< IPv4 is mapped into IPv6
  std::chrono::milliseconds give_up{std::chrono::hours{72}};
  std::chrono::milliseconds backoff{5'000};
  std::chrono::milliseconds max_backoff{600'000};
  std::chrono::milliseconds timeout{15'000};
  std::uint32_t in_flight = 8; ///< of one receiver
  std::uint32_t max_in_flight = 32;
  std::uint32_t max_endpoints = 16;
  bool operator==(const webhook_settings&) const = default;
};

} // namespace boxoffice::cli
