// The bookings of a show that are confirmed and not yet paid.
#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace boxoffice::events {

/// A set of bookings by the time until which they must be paid. A round's come together, in the
/// order of its draw, and each leaves when it may: so they are appended as they come, are put in
/// order when one leaves, and leave gaps as in a claim_crowd.
class hold_list {
public:
  using hold = std::pair<time_ms, booking_number>; ///< pay_by, who

  void insert(time_ms pay_by, booking_number number);
  void erase(time_ms pay_by, booking_number number);

  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const { return slots_.size() - gaps_; }
  /// The earliest pay_by; there must be one.
  [[nodiscard]] time_ms next() const { return slots_[first_].first; }
  /// Those whose pay_by is not later than `at`, by pay_by and number.
  [[nodiscard]] std::vector<hold> due(time_ms at) const;

  friend bool operator==(const hold_list& a, const hold_list& b) {
    constexpr auto always = std::numeric_limits<time_ms>::max();
    return a.due(always) == b.due(always);
  }

private:
  void put_in_order();
  void close_gaps();
  /// The first slot in order that is not less.
  std::vector<hold>::iterator find(const hold& wanted);

  std::vector<hold> slots_;    ///< by pay_by; gaps are marked in the number
  std::uint32_t in_order_ = 0; ///< so many from the front are by number too; no gap behind them
  std::uint32_t gaps_ = 0;     ///< no more than there are holds
  std::uint32_t first_ = 0;    ///< the first slot that is no gap
};

} // namespace boxoffice::events
