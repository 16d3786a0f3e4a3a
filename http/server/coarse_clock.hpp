// A clock for time-outs, read several times a request.
#pragma once

#include "actors/posix_clock.hpp"

namespace boxoffice::http {

/// Steady time of the kernel's last tick, at most 10 ms ago. A reading costs a fifth of an exact
/// one.
using coarse_clock = actors::posix_clock<CLOCK_MONOTONIC_COARSE>;

} // namespace boxoffice::http
