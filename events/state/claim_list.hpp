// The claims of bookings under review, on one seat or on a whole show's.
#pragma once

#include "events/state/lazy.hpp"
#include "events/state/tombstone_vector.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::events {

/// Numbers from 1 in ascending order, oldest claim first. As a rule a seat has one for a second and
/// then none; neither takes memory of its own.
class claim_list {
public:
  using iterator = tombstone_vector<booking_number>::iterator;

  void insert(booking_number number) {
    if (!several_.has_value()) {
      if (only_ == 0 || only_ == number) {
        only_ = number;
        return;
      }
      several_.edit().insert(std::exchange(only_, 0));
    }
    several_.edit().insert(number);
  }

  void erase(booking_number number) {
    if (only_ == number)
      only_ = 0;
    if (!several_.has_value())
      return;
    several_.edit().erase(number);
    if (several_->size() == 0)
      several_.reset();
  }

  [[nodiscard]] std::size_t size() const {
    return several_.has_value() ? several_->size() : std::size_t{only_ != 0};
  }
  [[nodiscard]] bool empty() const { return only_ == 0 && !several_.has_value(); }
  [[nodiscard]] iterator begin() const {
    return several_.has_value() ? several_->begin() : iterator{&only_, &only_ + size()};
  }
  [[nodiscard]] iterator end() const {
    return several_.has_value() ? several_->end() : iterator{&only_ + size(), &only_ + size()};
  }

  friend bool operator==(const claim_list& a, const claim_list& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

private:
  booking_number only_ = 0; ///< 0: none or several
  lazy<tombstone_vector<booking_number>> several_;
};

} // namespace boxoffice::events
