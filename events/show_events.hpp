// The events of a show and its seats; see events.hpp.
#pragma once

#include "events/rules.hpp"
#include "events/show_body.hpp"

#include <vector>

namespace boxoffice::events {

struct show_opened {
  show_body body;
  events::rules rules;
  operator_proof by{};
};
struct rules_changed {
  events::rules rules;
};
struct sales_paused {
  operator_proof by{};
};
struct sales_resumed {
  operator_proof by{};
};
struct show_cancelled {
  operator_proof by{};
};
struct seats_blocked {
  std::vector<seat_id> seats;
  operator_proof by{};
};
struct seats_unblocked {
  std::vector<seat_id> seats;
  operator_proof by{};
};

} // namespace boxoffice::events
