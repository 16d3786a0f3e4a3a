// RC_PARAMS="max_success=5000" walks on for longer.
#include "tests/events/walk.hpp"

namespace boxoffice::events::tests {

TEST_CASE("walk: after any commands in any order no seat has two owners and the money balances") {
  CHECK(rc::check("the reference agrees with the show after every step, and with its replay", [] {
    walker walk;
    for (const auto& next : *walks())
      walk.take(next);
    walk.check_replay();
    walk.check_money();
  }));
}

} // namespace boxoffice::events::tests
