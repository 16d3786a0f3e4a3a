#include "http/limits/client_address.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>

namespace boxoffice::http {

boost::asio::ip::address limited_as(const boost::asio::ip::address& address) {
  if (!address.is_v6())
    return address;
  if (address.to_v6().is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  auto bytes = address.to_v6().to_bytes();
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

} // namespace boxoffice::http
