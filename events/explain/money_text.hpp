// Money as text for people; programs use the integer.
#pragma once

#include "events/money.hpp"

#include <string>

namespace boxoffice::events {

/// `300.00 INR`, `1200 JPY`, `4.500 KWD`: with the decimals that ISO 4217 gives the currency's
/// minor unit (events/currencies.hpp).
[[nodiscard]] std::string to_text(const money& amount);

} // namespace boxoffice::events
