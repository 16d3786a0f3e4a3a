// The steady clock of leases and of the node's time.
#pragma once

#include "actors/posix_clock.hpp"

namespace boxoffice::actors {

/// Time since the machine was started. It continues while the process is stopped and while the
/// machine sleeps, and nobody can set it.
using boot_clock = posix_clock<CLOCK_BOOTTIME>;

} // namespace boxoffice::actors
