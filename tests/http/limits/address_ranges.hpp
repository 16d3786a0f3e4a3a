#pragma once

#include "http/limits/trusted_proxies.hpp"

#include <string>

namespace boxoffice::http::tests {

/// One range, as the settings make it.
inline boost::asio::ip::network_v6 range(const std::string& address, unsigned prefix) {
  auto first = boost::asio::ip::make_address(address);
  if (first.is_v6())
    return {first.to_v6(), static_cast<unsigned short>(prefix)};
  return {boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, first.to_v4()),
          static_cast<unsigned short>(96 + prefix)};
}

} // namespace boxoffice::http::tests
