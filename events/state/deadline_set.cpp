#include "events/state/deadline_set.hpp"

namespace boxoffice::events {

void deadline_set::insert(time_ms pay_by, booking_number number) {
  if (slots_.slots() == 0 || slots_.slot(slots_.slots() - 1).first <= pay_by)
    return slots_.push_back({pay_by, number});
  // The time to pay has become shorter.
  put_in_order();
  slots_.insert({pay_by, number});
  in_order_ = static_cast<std::uint32_t>(slots_.slots());
}

void deadline_set::erase(time_ms pay_by, booking_number number) {
  put_in_order();
  slots_.erase({pay_by, number});
  in_order_ = static_cast<std::uint32_t>(slots_.slots());
}

std::vector<deadline> deadline_set::due(time_ms at) const {
  std::vector<deadline> found;
  for (auto each = slots_.begin(); each != slots_.end() && (*each).first <= at; ++each)
    found.push_back(*each);
  std::sort(found.begin(), found.end());
  return found;
}

void deadline_set::put_in_order() {
  if (in_order_ == slots_.slots())
    return;
  auto since = slots_.slot(in_order_).first;
  auto from = std::size_t{in_order_};
  if (from != 0 && slots_.slot(from - 1).first == since) {
    auto unordered = slots_.slots() - from;
    slots_.compact(); // What is sorted must have no tombstone.
    from = slots_.slots() - unordered;
    while (from != 0 && slots_.slot(from - 1).first == since)
      --from;
  }
  slots_.sort_from(from);
  in_order_ = static_cast<std::uint32_t>(slots_.slots());
}

} // namespace boxoffice::events
