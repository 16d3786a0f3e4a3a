// What a node's seat feed says to WebSockets, as JSON of spec section 8.
#pragma once

#include "actors/protocol/push_sink.hpp"

namespace boxoffice::http {

/// `{version, seats:{…}}`, `{version, changed:{…}}`, and a booking as GET /api/ticket tells it.
[[nodiscard]] actors::feed_encoder json_feed_encoder();

} // namespace boxoffice::http
