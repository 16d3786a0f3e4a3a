// The client of a connection, as limits and handlers see it.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// The other end of a connection.
struct client_address {
  boost::asio::ip::address address{}; ///< unspecified for the control socket
  /// True for connections to the control socket: the file's permissions make such a client the
  /// operator, without a token.
  bool at_control_socket = false;
};

} // namespace boxoffice::http
