#pragma once

#include "tests/support/clients/http_client.hpp"

#include <boost/system/result.hpp>

namespace boxoffice::tests {

struct wire;

/// Reads the next response off the wire. `to_head` says that it answers HEAD and so has no body.
/// `keep_alive` is set to whether the connection may be used again.
boost::system::result<response> read_response(wire& from, bool to_head, bool& keep_alive);

} // namespace boxoffice::tests
