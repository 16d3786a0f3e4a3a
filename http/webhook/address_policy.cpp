#include "http/webhook/address_policy.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace boxoffice::http {

namespace {

namespace ip = boost::asio::ip;

/// IANA's special-purpose addresses that are not globally reachable, and multicast.
constexpr std::array special_v4{
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4"};
/// Of the global unicast range: protocols, among them Teredo; documentation; 6to4.
constexpr std::array special_v6{"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"};
constexpr const char* global_unicast = "2000::/3";
constexpr const char* nat64 = "64:ff9b::/96";

bool is_in(const ip::network_v4& range, const ip::address_v4& address) {
  return ip::network_v4{address, range.prefix_length()}.canonical() == range.canonical();
}

bool is_in(const ip::network_v6& range, const ip::address_v6& address) {
  return ip::network_v6{address, range.prefix_length()}.canonical() == range.canonical();
}

bool is_public_v4(const ip::address_v4& address) {
  return std::ranges::none_of(
      special_v4, [&](const char* range) { return is_in(ip::make_network_v4(range), address); });
}

ip::address_v4 last_four_bytes(const ip::address_v6& address) {
  auto bytes = address.to_bytes();
  ip::address_v4::bytes_type last{};
  std::copy(bytes.end() - last.size(), bytes.end(), last.begin());
  return ip::address_v4{last};
}

bool is_public_v6(const ip::address_v6& address) {
  if (is_in(ip::make_network_v6(nat64), address))
    return is_public_v4(last_four_bytes(address));
  return address.scope_id() == 0 && is_in(ip::make_network_v6(global_unicast), address) &&
         std::ranges::none_of(special_v6, [&](const char* range) {
           return is_in(ip::make_network_v6(range), address);
         });
}

} // namespace

bool is_public(const ip::address& address) {
  return address.is_v4() ? is_public_v4(address.to_v4()) : is_public_v6(address.to_v6());
}

bool may_deliver(const address_policy& policy, const ip::address& to, bool tls) {
  return policy.allow_private || contains(policy.allowed, to) || (tls && is_public(to));
}

} // namespace boxoffice::http
