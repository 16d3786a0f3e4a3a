#include "http/webhook/address_policy.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace boxoffice::http {

namespace {

namespace ip = boost::asio::ip;

/// Texts of ranges, parsed once.
template <std::size_t Count>
address_ranges parsed_v4(const std::array<const char*, Count>& texts) {
  constexpr unsigned bits_before = 96;
  address_ranges ranges;
  for (const auto* text : texts) {
    auto range = ip::make_network_v4(text);
    ranges.emplace_back(ip::make_address_v6(ip::v4_mapped, range.network()),
                        static_cast<unsigned short>(bits_before + range.prefix_length()));
  }
  return ranges;
}

template <std::size_t Count>
address_ranges parsed_v6(const std::array<const char*, Count>& texts) {
  address_ranges ranges;
  for (const auto* text : texts)
    ranges.push_back(ip::make_network_v6(text));
  return ranges;
}

/// IANA's special-purpose addresses that are not globally reachable, and multicast.
const address_ranges& special_v4() {
  static const auto ranges = parsed_v4(std::array{
      "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
      "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
      "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"});
  return ranges;
}

/// Of the global unicast range: protocols, among them Teredo; documentation; 6to4.
const address_ranges& special_v6() {
  static const auto ranges =
      parsed_v6(std::array{"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"});
  return ranges;
}

const address_ranges& global_unicast() {
  static const auto ranges = parsed_v6(std::array{"2000::/3"});
  return ranges;
}

const address_ranges& nat64() {
  static const auto ranges = parsed_v6(std::array{"64:ff9b::/96"});
  return ranges;
}

ip::address_v4 last_four_bytes(const ip::address_v6& address) {
  auto bytes = address.to_bytes();
  ip::address_v4::bytes_type last{};
  std::copy(bytes.end() - last.size(), bytes.end(), last.begin());
  return ip::address_v4{last};
}

bool is_public_v4(const ip::address_v4& address) { return !contains(special_v4(), address); }

bool is_public_v6(const ip::address_v6& address) {
  if (contains(nat64(), address))
    return is_public_v4(last_four_bytes(address));
  return address.scope_id() == 0 && contains(global_unicast(), address) &&
         !contains(special_v6(), address);
}

} // namespace

bool is_public(const ip::address& address) {
  return address.is_v4() ? is_public_v4(address.to_v4()) : is_public_v6(address.to_v6());
}

bool may_deliver(const address_policy& policy, const ip::address& to, bool tls) {
  return policy.allow_private || contains(policy.allowed, to) || (tls && is_public(to));
}

} // namespace boxoffice::http
