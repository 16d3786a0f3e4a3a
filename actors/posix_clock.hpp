// The kernel's clocks, for the folders above storage.
#pragma once

#include "storage/posix_clock.hpp"

namespace boxoffice::actors {

using storage::posix_clock;
using storage::wall_clock;

} // namespace boxoffice::actors
