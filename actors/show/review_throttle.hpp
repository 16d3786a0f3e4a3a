// Lets shows do what their timers made due, a few at a time: many shows are due in the same moment,
// and bookings that come then must not wait behind all of their reviews.
#pragma once

#include "actors/environment.hpp"
#include "actors/protocol/interfaces.hpp"

#include <deque>

namespace boxoffice::actors {

class review_throttle : public review_throttle_actor::base {
public:
  review_throttle(caf::actor_config& config, environment env);

  behavior_type make_behavior() override;

private:
  void give_turns();
  /// Grows with the queue, so that it ends in time where there is more work than time.
  [[nodiscard]] std::size_t most_at_once() const;

  std::deque<caf::actor_addr> waiting_;
  std::size_t under_way_ = 0;
};

} // namespace boxoffice::actors
