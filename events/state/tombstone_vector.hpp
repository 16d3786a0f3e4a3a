// A sorted vector whose removed entries stay in it as tombstones.
#pragma once

#include "events/state/tombstone.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace boxoffice::events {

/// Entries (a number, or a pair that contains one) in ascending order, in one block of memory.
/// erase() marks an entry as a tombstone instead of moving the entries behind it, so that removing
/// many entries takes linear time in all. There are never more tombstones than entries.
template <class Entry>
class tombstone_vector {
public:
  class iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;

    iterator() = default;
    iterator(pointer at, pointer end) : at_{at}, end_{end} { skip_tombstones(); }
    reference operator*() const { return *at_; }
    iterator& operator++() {
      ++at_;
      skip_tombstones();
      return *this;
    }
    iterator operator++(int) {
      auto before = *this;
      return ++*this, before;
    }
    friend bool operator==(const iterator& a, const iterator& b) { return a.at_ == b.at_; }

  private:
    void skip_tombstones() {
      while (at_ != end_ && is_tombstone(*at_))
        ++at_;
    }

    pointer at_ = nullptr;
    pointer end_ = nullptr;
  };

  [[nodiscard]] std::size_t size() const { return slots_.size() - tombstones_; }
  [[nodiscard]] iterator begin() const {
    return {slots_.data() + first_, slots_.data() + slots_.size()};
  }
  [[nodiscard]] iterator end() const {
    return {slots_.data() + slots_.size(), slots_.data() + slots_.size()};
  }

  void insert(const Entry& entry) {
    auto place = find(entry);
    if (place != slots_.end() && without_mark(*place) == entry) {
      tombstones_ -= is_tombstone(*place) ? 1U : 0U;
      *place = entry;
    } else {
      place = slots_.insert(place, entry);
    }
    first_ = std::min(first_, static_cast<std::uint32_t>(place - slots_.begin()));
  }

  void erase(const Entry& entry) {
    auto place = find(entry);
    if (place == slots_.end() || *place != entry)
      return;
    make_tombstone(*place);
    if (2 * std::size_t{++tombstones_} > slots_.size())
      compact();
    while (first_ != slots_.size() && is_tombstone(slots_[first_]))
      ++first_;
  }

  // For a caller that fills the vector first and sorts it afterwards.
  [[nodiscard]] std::size_t slots() const { return slots_.size(); } ///< including tombstones
  /// May be a tombstone.
  [[nodiscard]] const Entry& slot(std::size_t place) const { return slots_[place]; }
  /// Appends out of order; insert() and erase() need sort_from() first.
  void push_back(const Entry& entry) { slots_.push_back(entry); }
  /// Sorts the slots from `place` to the end. None of them may be a tombstone.
  void sort_from(std::size_t place) {
    std::sort(slots_.begin() + static_cast<std::ptrdiff_t>(place), slots_.end());
  }
  void compact() {
    std::erase_if(slots_, [](const Entry& slot) { return is_tombstone(slot); });
    if (slots_.empty())
      slots_.shrink_to_fit();
    tombstones_ = first_ = 0;
  }

private:
  /// The first slot that is not less than `entry`. Tombstone marks are ignored.
  typename std::vector<Entry>::iterator find(const Entry& entry) {
    return std::lower_bound(
        slots_.begin(), slots_.end(), entry,
        [](const Entry& slot, const Entry& wanted) { return without_mark(slot) < wanted; });
  }

  std::vector<Entry> slots_;
  std::uint32_t tombstones_ = 0;
  std::uint32_t first_ = 0; ///< the index of the first slot that is not a tombstone
};

} // namespace boxoffice::events
