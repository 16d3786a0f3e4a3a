// The claims of bookings under review, on one seat or on a whole show's.
#pragma once

#include "events/state/claim_crowd.hpp"
#include "events/state/lazy.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::events {

/// Numbers from 1 in ascending order, oldest claim first. As a rule a seat has one for a second and
/// then none, which take no memory of their own.
class claim_list {
public:
  using iterator = claim_crowd::iterator;

  void insert(booking_number number) {
    if (!crowd_.has_value()) {
      if (only_ == 0 || only_ == number) {
        only_ = number;
        return;
      }
      crowd_.edit().insert(std::exchange(only_, 0));
    }
    crowd_.edit().insert(number);
  }

  void erase(booking_number number) {
    if (only_ == number)
      only_ = 0;
    if (!crowd_.has_value())
      return;
    crowd_.edit().erase(number);
    if (crowd_->size() == 0)
      crowd_.reset();
  }

  [[nodiscard]] std::size_t size() const {
    return crowd_.has_value() ? crowd_->size() : std::size_t{only_ != 0};
  }
  [[nodiscard]] bool empty() const { return only_ == 0 && !crowd_.has_value(); }
  [[nodiscard]] iterator begin() const {
    return crowd_.has_value() ? crowd_->begin() : iterator{&only_, &only_ + size()};
  }
  [[nodiscard]] iterator end() const {
    return crowd_.has_value() ? crowd_->end() : iterator{&only_ + size(), &only_ + size()};
  }

  friend bool operator==(const claim_list& a, const claim_list& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

private:
  booking_number only_ = 0; ///< 0: none or a crowd
  lazy<claim_crowd> crowd_;
};

} // namespace boxoffice::events
