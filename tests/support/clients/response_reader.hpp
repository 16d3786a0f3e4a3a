#pragma once

#include "tests/support/clients/http_client.hpp"

#include <boost/system/result.hpp>

namespace boxoffice::tests {

struct wire;

/// Reads the next response off the wire. With `to_head` it is for HEAD and has no body.
/// `keep_alive` is set to whether the connection may be used again.
boost::system::result<response> read_response(wire& from, bool to_head, bool& keep_alive);

} // namespace boxoffice::tests
