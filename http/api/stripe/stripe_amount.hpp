// Stripe's minor units of amounts, which are not those of ISO 4217 for every currency.
#pragma once

#include "events/money.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boxoffice::http {

/// Decimals of an amount of Stripe in that currency, an ISO 4217 code in capitals.
[[nodiscard]] unsigned stripe_decimals(std::string_view currency);

/// An amount of Stripe as one in the minor units of ISO 4217. Nothing if it has a fraction of such
/// a unit, or is too large.
[[nodiscard]] std::optional<events::money> from_stripe(std::int64_t amount,
                                                       std::string_view currency);

} // namespace boxoffice::http
