#include "http/api/map_cache.hpp"

namespace boxoffice::http {

std::shared_ptr<const cached_map> map_cache::find(const events::show_id& show) {
  const auto* found = maps_.find(show);
  return found != nullptr ? *found : nullptr;
}

void map_cache::keep(const events::show_id& show, std::shared_ptr<const cached_map> made) {
  if (auto kept = find(show); kept && kept->version >= made->version)
    return;
  auto bytes = made->json.bytes.size();
  maps_.keep(show, std::move(made), bytes);
}

} // namespace boxoffice::http
