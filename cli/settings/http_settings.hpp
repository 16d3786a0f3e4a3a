// The HTTP server and its limits: the settings `http.*`.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/asio/ip/network_v6.hpp>

namespace boxoffice::cli {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct http_settings {
  host_port listen{"127.0.0.1", 8080};
  std::uint32_t threads = 1;
  std::uint32_t max_connections = 12'000;
  std::uint32_t max_connections_per_address = 256;
  std::vector<boost::asio::ip::network_v6> trusted_proxies; ///< IPv4 ranges are mapped into IPv6
  std::uint32_t max_control_connections = 16;
  std::size_t header_limit = 8 * kib;
  std::size_t body_limit = 64 * kib;
  std::size_t operator_body_limit = mib;
  milliseconds read_timeout = 10s;
  milliseconds idle_timeout = 60s;
  milliseconds write_timeout = 10s;
  std::uint32_t pipeline_depth = 16;
  std::uint32_t max_in_flight = 20'000;
  milliseconds queue_target = 2ms; ///< 0: no limit
  std::uint32_t max_bulk_per_address = 64;
  std::size_t max_unwritten = 256 * kib;
  std::size_t max_unwritten_per_address = 64 * mib;
  std::size_t max_unwritten_total = 96 * mib;
  std::uint32_t push_queue = 64;
  milliseconds push_idle_timeout = 40s;
  bool operator==(const http_settings&) const = default;
};

} // namespace boxoffice::cli
