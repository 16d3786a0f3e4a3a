#include "events/customer_keys.hpp"

#include <algorithm>

namespace boxoffice::events {

void customer_keys::add(const show_id& show, const key& its) {
  auto found = std::ranges::find(others_, its);
  came_[show.text] = static_cast<std::size_t>(found - others_.begin());
  if (found == others_.end())
    others_.push_back(its);
}

const customer_keys::key& customer_keys::of(const show_id& show) const {
  if (came_.empty())
    return own_;
  auto found = came_.find(show.text);
  return found == came_.end() ? own_ : others_[found->second];
}

std::vector<customer_id> customer_keys::customers_of(std::string_view mail) const {
  std::vector<customer_id> all;
  auto add = [&](const customer_id& id) {
    if (std::ranges::find(all, id) == all.end())
      all.push_back(id);
  };
  auto add_by = [&](const key& one) {
    add(customer_of(one, mail));
    std::ranges::for_each(former_customers_of(one, mail), add);
  };
  add_by(own_);
  std::ranges::for_each(others_, add_by);
  return all;
}

} // namespace boxoffice::events
