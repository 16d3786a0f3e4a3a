// The chain's customers, and whose mail addresses the log must have.
#pragma once

#include "events/customer_keys.hpp"
#include "storage/event_log.hpp"

#include <string>
#include <vector>

namespace boxoffice::soak {

class customer_list {
public:
  explicit customer_list(std::size_t count) : remembered_(count) {}

  [[nodiscard]] std::size_t size() const { return remembered_.size(); }
  [[nodiscard]] std::string mail(std::size_t which) const;
  [[nodiscard]] events::customer_id id(std::size_t which) const;

  void booked(std::size_t which) { remembered_[which] = true; }
  void erased(std::size_t which) { remembered_[which] = false; }
  [[nodiscard]] bool remembered(std::size_t which) const { return remembered_[which]; }

  /// Number of customers whose mail address the log lacks although it should have it, or has
  /// although it should not.
  [[nodiscard]] std::size_t differences(storage::event_log& log) const;

private:
  std::vector<bool> remembered_;
};

} // namespace boxoffice::soak
