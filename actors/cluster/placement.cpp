#include "actors/cluster/placement.hpp"

#include <algorithm>

namespace boxoffice::actors {

std::optional<std::size_t> placement::find(const std::string& name) const {
  auto found = std::ranges::find(names, name);
  if (found == names.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

} // namespace boxoffice::actors
