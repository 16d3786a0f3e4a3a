// Lists of many values.
#pragma once

#include <boost/container/deque.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <vector>

namespace boxoffice::events {

/// Values per piece of memory of a growing_list: about 4 KiB.
template <class T>
inline constexpr std::size_t
    values_a_block = std::max<std::size_t>(8, std::bit_floor(std::size_t{4096} / sizeof(T)));

/// For lists of thousands. A vector copies all values when it is full; shows that are booked alike
/// reach that at the same moment. Additions and removals at the end move no other value.
template <class T>
using growing_list =
    boost::container::deque<T, void,
                            typename boost::container::deque_options<
                                boost::container::block_size<values_a_block<T>>>::type>;

/// A queue in one piece of memory: values are appended at one end and leave at the other.
template <class T>
class fading_list {
public:
  using const_iterator = typename std::vector<T>::const_iterator;

  void push_back(T value) { slots_.push_back(std::move(value)); }
  /// Drops the oldest; there must be one.
  void pop_front() {
    if (2 * ++first_ < slots_.size())
      return;
    slots_.erase(slots_.begin(), begin());
    first_ = 0;
    if (slots_.empty())
      slots_.shrink_to_fit();
  }

  template <class Edit>
  void for_each(Edit edit) {
    for (auto i = first_; i < slots_.size(); ++i)
      edit(slots_[i]);
  }

  [[nodiscard]] bool empty() const { return first_ == slots_.size(); }
  [[nodiscard]] std::size_t size() const { return slots_.size() - first_; }
  [[nodiscard]] const T& front() const { return slots_[first_]; }
  [[nodiscard]] const_iterator begin() const {
    return slots_.begin() + static_cast<std::ptrdiff_t>(first_);
  }
  [[nodiscard]] const_iterator end() const { return slots_.end(); }

private:
  std::vector<T> slots_;
  std::size_t first_ = 0; ///< those before it have left
};

} // namespace boxoffice::events
