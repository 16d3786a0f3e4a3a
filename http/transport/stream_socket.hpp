// The socket of a connection, whatever it was accepted from (TCP or a Unix socket).
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>

namespace boxoffice::http {

using stream_socket = boost::asio::generic::stream_protocol::socket;

} // namespace boxoffice::http
