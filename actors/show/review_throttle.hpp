// Grants turns to shows whose timers are due, a few at a time. Many shows are due at the same
// moment, and bookings that arrive then must not wait behind all their reviews.
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
  void grant();
  /// The number of turns at a time. It grows with the queue, so that the queue does not grow
  /// without bound.
  [[nodiscard]] std::size_t limit() const;

  std::shared_ptr<node_probe> probe_;
  std::deque<caf::actor_addr> queue_;
  std::size_t under_way_ = 0;
};

} // namespace boxoffice::actors
