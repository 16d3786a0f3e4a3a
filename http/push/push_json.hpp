// The frames of a node's seat feed as the JSON of spec section 8.
#pragma once

#include "actors/protocol/push_sink.hpp"
#include "http/api/checkout/checkout.hpp"

namespace boxoffice::http {

/// `{version, showVersion?, salesStatus, seats:{…}}`, `{version, salesStatus?, changed:{…}}`, and a
/// booking as GET /api/ticket returns it.
[[nodiscard]] actors::feed_encoder json_feed_encoder(checkout pages);

} // namespace boxoffice::http
