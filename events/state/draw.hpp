// The draw of a review round (spec section 4), which can be recomputed from the round's seed.
#pragma once

#include "events/hash.hpp"
#include "events/ids.hpp"

namespace boxoffice::events {

/// A booking's lot: SHA-256(seed, number as 8 bytes big-endian). Among bookings with as many seats
/// the smaller lot comes first.
[[nodiscard]] bytes32 lot_of(const bytes16& seed, booking_number number);

} // namespace boxoffice::events
