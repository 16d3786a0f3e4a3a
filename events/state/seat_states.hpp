// The state of a show's seats.
#pragma once

#include "events/ids.hpp"
#include "events/state/claim_list.hpp"
#include "events/state/lazy.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace boxoffice::events {

struct seat {
  booking_number owner = 0; ///< confirmed or paid booking; 0: none
  claim_list claims;        ///< bookings under review, oldest first
  bool sold = false;        ///< its owner is paid
  bool blocked = false;

  [[nodiscard]] bool is_free() const { return owner == 0 && claims.empty() && !blocked; }
};

/// All seats of a hall, free at first. Neighbours share a page, which takes memory once one of them
/// is edited: many shows are in memory before anybody books them.
class seat_states {
public:
  seat_states() = default;
  explicit seat_states(std::size_t size)
      : size_{size}, pages_((size + seats_of_a_page - 1) / seats_of_a_page) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const seat& operator[](std::size_t index) const {
    return (*pages_[index / seats_of_a_page])[index % seats_of_a_page];
  }
  seat& edit(std::size_t index) {
    return pages_[index / seats_of_a_page].edit()[index % seats_of_a_page];
  }

private:
  static constexpr std::size_t seats_of_a_page = 32;

  std::size_t size_ = 0;
  std::vector<lazy<std::array<seat, seats_of_a_page>>> pages_;
};

} // namespace boxoffice::events
