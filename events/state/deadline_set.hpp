// The deadlines for payment of a show's bookings that are confirmed and not yet paid.
#pragma once

#include "events/state/tombstone_vector.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace boxoffice::events {

/// A booking with the time until which it must be paid.
using deadline = std::pair<time_ms, booking_number>;

/// A set of deadlines. Those of a review round come together, in the order of its draw, and leave
/// one by one: so they are appended as they come and sorted when the first of them leaves.
class deadline_set {
public:
  void insert(time_ms pay_by, booking_number number);
  void erase(time_ms pay_by, booking_number number);

  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const { return slots_.size(); }
  /// The earliest pay_by; there must be one.
  [[nodiscard]] time_ms next() const { return (*slots_.begin()).first; }
  /// Those whose pay_by is not later than `at`, by pay_by and number.
  [[nodiscard]] std::vector<deadline> due(time_ms at) const;

  friend bool operator==(const deadline_set& a, const deadline_set& b) {
    constexpr auto always = std::numeric_limits<time_ms>::max();
    return a.due(always) == b.due(always);
  }

private:
  void put_in_order();

  tombstone_vector<deadline> slots_; ///< by pay_by
  std::uint32_t in_order_ = 0; ///< slots from the front that are in order by number too; there
                               ///< is no tombstone behind them
};

} // namespace boxoffice::events
