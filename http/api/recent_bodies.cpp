#include "http/api/recent_bodies.hpp"

#include <utility>

namespace boxoffice::http {

std::optional<shared_bytes> recent_bodies::find(const std::string& what, time_point now) const {
  auto found = entries_.find(what);
  if (found == entries_.end() || now - found->second.made >= lifetime_)
    return std::nullopt;
  return found->second.body;
}

void recent_bodies::keep(const std::string& what, shared_bytes body, time_point now) {
  if (entries_.size() >= most_ && !entries_.contains(what))
    entries_.clear();
  entries_[what] = {std::move(body), now};
}

} // namespace boxoffice::http
