// What the check for seats that were sold twice records for monitoring (verify/oversold_check.hpp).
#pragma once

#include "metrics/counter.hpp"

namespace boxoffice::storage {

struct oversold_probe {
  metrics::gauge seats;      ///< that the log gave to two bookings at the same time
  metrics::counter events;   ///< read
  metrics::counter passes;   ///< over everything that was new
  metrics::counter failures; ///< streams that could not be read
};

} // namespace boxoffice::storage
