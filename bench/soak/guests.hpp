// The chain's customers, and which of their mail addresses the log must know.
#pragma once

#include "events/hash.hpp"
#include "storage/event_log.hpp"

#include <string>
#include <vector>

namespace boxoffice::soak {

class guests {
public:
  explicit guests(std::size_t count) : remembered_(count) {}

  [[nodiscard]] std::size_t size() const { return remembered_.size(); }
  [[nodiscard]] std::string mail(std::size_t which) const;
  [[nodiscard]] events::customer_id id(std::size_t which) const;

  void booked(std::size_t which) { remembered_[which] = true; }
  void erased(std::size_t which) { remembered_[which] = false; }
  [[nodiscard]] bool remembered(std::size_t which) const { return remembered_[which]; }

  /// Customers whom the log should know and does not, or the other way round.
  [[nodiscard]] std::size_t differences(storage::event_log& log) const;

private:
  std::vector<bool> remembered_;
};

} // namespace boxoffice::soak
