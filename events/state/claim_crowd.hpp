// Claims where there are several; see claim_list.hpp.
#pragma once

#include "events/ids.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace boxoffice::events {

/// Numbers in ascending order, in one piece of memory. Taking one out leaves a gap, so that the end
/// of a crowd's claims does not move all of the others each time.
class claim_crowd {
public:
  class iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = booking_number;
    using difference_type = std::ptrdiff_t;
    using pointer = const booking_number*;
    using reference = const booking_number&;

    iterator() = default;
    iterator(pointer at, pointer end) : at_{at}, end_{end} { pass_gaps(); }
    reference operator*() const { return *at_; }
    iterator& operator++() {
      ++at_;
      pass_gaps();
      return *this;
    }
    iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const iterator& a, const iterator& b) { return a.at_ == b.at_; }

  private:
    void pass_gaps() {
      while (at_ != end_ && is_gap(*at_))
        ++at_;
    }

    pointer at_ = nullptr;
    pointer end_ = nullptr;
  };

  void insert(booking_number number) {
    auto place = find(number);
    if (place != slots_.end() && without_mark(*place) == number) {
      gaps_ -= is_gap(*place) ? 1U : 0U;
      *place = number;
    } else {
      place = slots_.insert(place, number);
    }
    first_ = std::min(first_, static_cast<std::size_t>(place - slots_.begin()));
  }

  void erase(booking_number number) {
    auto place = find(number);
    if (place == slots_.end() || *place != number)
      return;
    *place |= gap_mark;
    if (++gaps_ * 2 > slots_.size()) {
      std::erase_if(slots_, is_gap);
      gaps_ = first_ = 0;
    }
    while (first_ != slots_.size() && is_gap(slots_[first_]))
      ++first_;
  }

  [[nodiscard]] std::size_t size() const { return slots_.size() - gaps_; }
  [[nodiscard]] iterator begin() const { return {slots_.data() + first_, end_of_slots()}; }
  [[nodiscard]] iterator end() const { return {end_of_slots(), end_of_slots()}; }

private:
  static constexpr booking_number gap_mark = booking_number{1} << 63U;
  static bool is_gap(booking_number slot) { return (slot & gap_mark) != 0; }
  static booking_number without_mark(booking_number slot) { return slot & ~gap_mark; }

  [[nodiscard]] const booking_number* end_of_slots() const { return slots_.data() + slots_.size(); }
  /// The first slot whose number, taken out or not, is not less.
  std::vector<booking_number>::iterator find(booking_number number) {
    return std::lower_bound(
        slots_.begin(), slots_.end(), number,
        [](booking_number slot, booking_number wanted) { return without_mark(slot) < wanted; });
  }

  std::vector<booking_number> slots_;
  std::size_t gaps_ = 0;  ///< no more than there are numbers
  std::size_t first_ = 0; ///< the first slot that is no gap
};

} // namespace boxoffice::events
