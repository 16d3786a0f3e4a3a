#include "http/api/map_cache.hpp"

namespace boxoffice::http {

std::shared_ptr<const cached_map> map_cache::find(const events::show_id& show) const {
  auto found = maps_.find(show);
  return found != maps_.end() ? found->second : nullptr;
}

void map_cache::keep(const events::show_id& show, std::shared_ptr<const cached_map> made) {
  if (bytes_ + made->json.bytes.size() > most_bytes_) {
    maps_.clear();
    bytes_ = 0;
  }
  auto& kept = maps_[show];
  if (kept && kept->version >= made->version)
    return;
  bytes_ += made->json.bytes.size() - (kept ? kept->json.bytes.size() : 0);
  kept = std::move(made);
}

} // namespace boxoffice::http
