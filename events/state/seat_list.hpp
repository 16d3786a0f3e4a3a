// The seats of one booking. Up to six need no memory of their own.
#pragma once

#include "events/ids.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

namespace boxoffice::events {

/// Seats in the order of the request.
class seat_list {
public:
  using value_type = seat_index;
  using const_iterator = const seat_index*;

  seat_list() = default;
  seat_list(const seat_list& other) : seat_list{} {
    for (auto seat : other)
      push_back(seat);
  }
  seat_list(seat_list&& other) noexcept { swap(other); }
  seat_list& operator=(seat_list other) noexcept {
    swap(other);
    return *this;
  }
  ~seat_list() {
    if (size_ > most_within)
      delete[] elsewhere();
  }

  void push_back(seat_index seat) {
    auto full = size_ == most_within || (size_ > most_within && std::has_single_bit(size_));
    if (full)
      move_to(new seat_index[size_ == most_within ? 8 : 2 * std::size_t{size_}]);
    auto* seats = full || size_ > most_within ? elsewhere() : within_.data();
    seats[size_++] = seat;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const_iterator begin() const {
    return size_ > most_within ? elsewhere() : within_.data();
  }
  [[nodiscard]] const_iterator end() const { return begin() + size_; }
  operator std::span<const seat_index>() const { return {begin(), size_}; }

  friend bool operator==(const seat_list& a, const seat_list& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

private:
  static constexpr std::uint32_t most_within = 6;

  /// The buffer of more than that many: room for a power of two. Its pointer is kept in within_.
  [[nodiscard]] seat_index* elsewhere() const {
    seat_index* place = nullptr;
    std::memcpy(&place, within_.data(), sizeof place);
    return place;
  }
  void move_to(seat_index* place) {
    std::copy(begin(), end(), place);
    if (size_ > most_within)
      delete[] elsewhere();
    std::memcpy(within_.data(), &place, sizeof place);
  }
  void swap(seat_list& other) {
    std::swap(within_, other.within_);
    std::swap(size_, other.size_);
  }

  std::array<seat_index, most_within> within_{};
  std::uint32_t size_ = 0;
};

} // namespace boxoffice::events
