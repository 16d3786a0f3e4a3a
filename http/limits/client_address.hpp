// The client of a connection or of a request, as limits and handlers see it.
#pragma once

#include <cstddef>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// The other end of a connection, or the client that a proxy at that end forwards a request of.
struct client_address {
  boost::asio::ip::address address{}; ///< unspecified for the control socket
  /// True for connections to the control socket: the file's permissions make such a client the
  /// operator, without a token.
  bool at_control_socket = false;
  /// True if a trusted proxy (http.trusted_proxies) is at the other end. A request whose client the
  /// proxy does not name has the proxy as its client.
  bool is_trusted_proxy = false;
  bool is_forwarded = false; ///< named by a trusted proxy; it has no connection of its own
};

/// The address that limits count a client by: of IPv6 the /64, because a client with one address
/// usually has all of its /64; an IPv4 address that is mapped into IPv6 counts as itself.
[[nodiscard]] boost::asio::ip::address limited_as(const boost::asio::ip::address& address);

/// Of an address that limited_as() returned.
struct address_hash {
  std::size_t operator()(const boost::asio::ip::address& address) const;
};

} // namespace boxoffice::http
