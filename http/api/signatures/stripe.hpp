// The signature of Stripe's webhook events: `Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX…]`, where
// HEX is HMAC-SHA-256 over "SECONDS.body" with the whole text of the endpoint's secret as its key.
#pragma once

#include "http/server/message.hpp"

#include <cstdint>
#include <string_view>

namespace boxoffice::http {

/// Whether one `v1` of the header signs the body with `secret` at about `now_s` (Unix seconds). The
/// time may differ by webhook_tolerance_s. Other schemes are ignored.
[[nodiscard]] bool is_signed_by_stripe(const message& in, std::string_view secret,
                                       std::int64_t now_s);

} // namespace boxoffice::http
