// A connection as workers and sessions take it over, whatever kind of socket it came on.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

using stream_socket = boost::asio::generic::stream_protocol::socket;

/// Who is at the other end.
struct peer {
  boost::asio::ip::address address{}; ///< unspecified where it is at the control socket
  /// May open the control socket's file, and so is the operator, without a token.
  bool at_control_socket = false;
};

} // namespace boxoffice::http
