// The clocks of a node under test, in ms; both go on with the virtual time of its actors.
#pragma once

#include "actors/node_clock.hpp"
#include "tests/actors/cluster/questions.hpp"

#include <memory>

namespace boxoffice::actors::tests {

struct virtual_clocks {
  events::time_ms wall_base = noon;
  events::time_ms steady_base = 0;
  events::time_ms shift = 0;      ///< of the wall clock alone
  events::time_ms look_takes = 0; ///< each look at the wall clock takes so long
  std::shared_ptr<node_clock> believed;
  clock_memory remembered; ///< by the one before
};

} // namespace boxoffice::actors::tests
