// The claims on one seat. As a rule there are a few, for a second; a crowd's are thousands.
#pragma once

#include "events/ids.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace boxoffice::events {

/// Numbers in ascending order, oldest claim first. In one piece of memory that stays, for each
/// booking comes and goes through here; taking one out leaves a gap, so that the end of a crowd's
/// claims does not move all of the others each time.
class claim_list {
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
      slots_.insert(place, number);
    }
  }

  void erase(booking_number number) {
    auto place = find(number);
    if (place == slots_.end() || *place != number)
      return;
    *place |= gap_mark;
    if (++gaps_ * 2 <= slots_.size())
      return;
    std::erase_if(slots_, is_gap);
    gaps_ = 0;
  }

  [[nodiscard]] std::size_t size() const { return slots_.size() - gaps_; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] iterator begin() const { return {slots_.data(), slots_.data() + slots_.size()}; }
  [[nodiscard]] iterator end() const {
    return {slots_.data() + slots_.size(), slots_.data() + slots_.size()};
  }

  friend bool operator==(const claim_list& a, const claim_list& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

private:
  static constexpr booking_number gap_mark = booking_number{1} << 63U;
  static bool is_gap(booking_number slot) { return (slot & gap_mark) != 0; }
  static booking_number without_mark(booking_number slot) { return slot & ~gap_mark; }

  /// The first slot whose number, taken out or not, is not less.
  std::vector<booking_number>::iterator find(booking_number number) {
    return std::lower_bound(
        slots_.begin(), slots_.end(), number,
        [](booking_number slot, booking_number wanted) { return without_mark(slot) < wanted; });
  }

  std::vector<booking_number> slots_;
  std::size_t gaps_ = 0; ///< no more than there are numbers
};

} // namespace boxoffice::events
