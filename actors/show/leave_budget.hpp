// How many shows may leave memory at a time.
#pragma once

#include <algorithm>
#include <cstddef>

namespace boxoffice::actors {

/// A show that leaves writes its snapshot, whose size and effort grow with its bookings. There is
/// no hurry: shows that are idle together leave over minutes. However many bookings it has, a show
/// may leave once those before it are paid off.
class leave_budget {
public:
  explicit leave_budget(std::size_t bookings_a_round) : bookings_a_round_{bookings_a_round} {}

  /// So many rounds are over.
  void pass(std::size_t rounds) { spent_ -= std::min(spent_, rounds * bookings_a_round_); }
  [[nodiscard]] bool is_spent() const { return spent_ >= bookings_a_round_; }
  /// Whether a show with that many bookings may leave now. If so, they are spent.
  [[nodiscard]] bool take(std::size_t bookings) {
    if (bookings != 0 && is_spent())
      return false;
    spent_ += bookings;
    return true;
  }

private:
  std::size_t bookings_a_round_;
  std::size_t spent_ = 0; ///< in this round, or by large shows for the next ones
};

} // namespace boxoffice::actors
