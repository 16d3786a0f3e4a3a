#include "events/layout/layout_pool.hpp"

#include <algorithm>

namespace boxoffice::events {

std::optional<seat_rows> layout_pool::find(std::string_view stored) const {
  auto found = known_.find(stored);
  if (found == known_.end())
    return std::nullopt;
  seat_rows rows;
  rows.shared_ = found->second.lock();
  return rows.shared_ ? std::optional{std::move(rows)} : std::nullopt;
}

void layout_pool::add(std::string_view stored, seat_rows& rows) {
  rows.share();
  auto& there = known_[std::string{stored}];
  if (auto known = there.lock()) // Another thread has read the same meanwhile.
    rows.shared_ = std::move(known);
  else
    there = rows.shared_;
  if (known_.size() <= most_)
    return;
  std::erase_if(known_, [](const auto& each) { return each.second.expired(); });
  most_ = std::max(least_most, 2 * known_.size());
}

} // namespace boxoffice::events
