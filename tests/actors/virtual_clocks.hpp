// The clocks of a node under test, in ms. Both advance with the virtual time of its actors.
#pragma once

#include "actors/node_clock.hpp"
#include "tests/actors/questions.hpp"

#include <memory>

namespace boxoffice::actors::tests {

struct virtual_clocks {
  events::time_ms wall_base = noon;
  events::time_ms steady_base = 0;
  events::time_ms shift = 0;      ///< of the wall clock alone
  events::time_ms look_takes = 0; ///< how long each read of the wall clock takes
  std::shared_ptr<node_clock> believed;
  clock_memory remembered; ///< by the last node
};

} // namespace boxoffice::actors::tests
