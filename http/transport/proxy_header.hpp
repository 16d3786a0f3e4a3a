// The header that a proxy sends before its client's bytes: PROXY protocol, version 2 (haproxy.org,
// "The PROXY protocol").
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

struct proxy_header {
  /// Nothing if the connection is the proxy's own (LOCAL), or its client has no IP address.
  std::optional<boost::asio::ip::address> client{};
};

inline constexpr std::size_t proxy_header_start = 16; ///< bytes

/// The number of bytes that follow the first 16; nothing if they begin no header, or one of more
/// than 4 KiB.
[[nodiscard]] std::optional<std::size_t> rest_of_proxy_header(std::string_view start);

/// Reads a whole header; nothing if it is invalid. Its extensions (TLVs) are not read.
[[nodiscard]] std::optional<proxy_header> read_proxy_header(std::string_view whole);

} // namespace boxoffice::http
