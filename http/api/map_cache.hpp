// Seat maps as they were told last, so that one that did not change is not made again.
#pragma once

#include "events/ids.hpp"
#include "http/server/response.hpp"

#include <memory>
#include <unordered_map>

namespace boxoffice::http {

/// What a show's seats are, as JSON. It depends on the version alone.
struct told_map {
  std::uint64_t version = 0;
  shared_bytes json;
};

/// At most `most_bytes` of JSON: with more it forgets all and begins anew. Not safe to use from
/// several threads.
class map_cache {
public:
  explicit map_cache(std::size_t most_bytes) : most_bytes_{most_bytes} {}

  /// The last one of that show; nothing where it is not known.
  [[nodiscard]] std::shared_ptr<const told_map> find(const events::show_id& show) const;
  /// Keeps it, unless a later one is here.
  void keep(const events::show_id& show, std::shared_ptr<const told_map> told);

private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::unordered_map<events::show_id, std::shared_ptr<const told_map>> maps_;
};

} // namespace boxoffice::http
