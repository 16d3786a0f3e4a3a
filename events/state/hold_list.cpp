#include "events/state/hold_list.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

constexpr booking_number gap_mark = booking_number{1} << 63U;

bool is_gap(const hold_list::hold& slot) { return (slot.second & gap_mark) != 0; }

hold_list::hold without_mark(const hold_list::hold& slot) {
  return {slot.first, slot.second & ~gap_mark};
}

bool is_earlier(const hold_list::hold& slot, time_ms pay_by) { return slot.first < pay_by; }

} // namespace

void hold_list::insert(time_ms pay_by, booking_number number) {
  if (slots_.empty() || slots_.back().first <= pay_by) {
    slots_.emplace_back(pay_by, number);
    return;
  }
  // The time to pay has become shorter.
  put_in_order();
  close_gaps();
  slots_.insert(find({pay_by, number}), {pay_by, number});
  ++in_order_;
}

void hold_list::erase(time_ms pay_by, booking_number number) {
  put_in_order();
  auto place = find({pay_by, number});
  if (place == slots_.end() || *place != hold{pay_by, number})
    return;
  place->second |= gap_mark;
  if (2 * std::size_t{++gaps_} > slots_.size())
    close_gaps();
  while (first_ != slots_.size() && is_gap(slots_[first_]))
    ++first_;
}

std::vector<hold_list::hold> hold_list::due(time_ms at) const {
  std::vector<hold> found;
  for (auto slot = slots_.begin() + first_; slot != slots_.end() && slot->first <= at; ++slot)
    if (!is_gap(*slot))
      found.push_back(*slot);
  std::sort(found.begin(), found.end());
  return found;
}

void hold_list::put_in_order() {
  if (in_order_ == slots_.size())
    return;
  auto since = slots_[in_order_].first;
  if (in_order_ != 0 && slots_[in_order_ - 1].first == since)
    close_gaps(); // What is sorted must have none.
  std::sort(std::lower_bound(slots_.begin(), slots_.begin() + in_order_, since, is_earlier),
            slots_.end());
  in_order_ = static_cast<std::uint32_t>(slots_.size());
}

void hold_list::close_gaps() {
  if (gaps_ == 0)
    return;
  auto come_since = slots_.size() - in_order_;
  std::erase_if(slots_, is_gap);
  if (slots_.empty())
    slots_.shrink_to_fit();
  in_order_ = static_cast<std::uint32_t>(slots_.size() - come_since);
  gaps_ = first_ = 0;
}

std::vector<hold_list::hold>::iterator hold_list::find(const hold& wanted) {
  return std::lower_bound(
      slots_.begin(), slots_.end(), wanted,
      [](const hold& slot, const hold& other) { return without_mark(slot) < other; });
}

} // namespace boxoffice::events
