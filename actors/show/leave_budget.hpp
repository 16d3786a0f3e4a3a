// How many shows may leave memory at a time.
#pragma once

#include <algorithm>
#include <cstddef>

namespace boxoffice::actors {

/// A show that leaves writes its snapshot, whose size and effort grow with its bookings. There is
/// no hurry: shows that are idle together leave over minutes. Whatever its bookings, one show may
/// leave in each round.
class leave_budget {
public:
  explicit leave_budget(std::size_t bookings_a_round) : bookings_a_round_{bookings_a_round} {}

  void begin_round() { spent_ -= std::min(spent_, bookings_a_round_); }
  /// Whether a show with that many bookings may leave now. If so, they are spent.
  [[nodiscard]] bool take(std::size_t bookings) {
    if (bookings != 0 && spent_ >= bookings_a_round_)
      return false;
    spent_ += bookings;
    return true;
  }

private:
  std::size_t bookings_a_round_;
  std::size_t spent_ = 0; ///< in this round, or by large shows for the next ones
};

} // namespace boxoffice::actors
