// The last bodies that list the seats of shows, so that an unchanged one is not rendered again.
#pragma once

#include "events/ids.hpp"
#include "http/api/sieve_cache.hpp"
#include "http/server/response.hpp"

#include <memory>

namespace boxoffice::http {

/// A show's seats as JSON. It depends on the version alone.
struct cached_map {
  std::uint64_t version = 0;
  shared_bytes json;
};

/// At most `most_bytes` of JSON. Not safe to use from several threads.
class map_cache {
public:
  explicit map_cache(std::size_t most_bytes) : maps_{most_bytes} {}

  /// The last one of that show; null if there is none.
  [[nodiscard]] std::shared_ptr<const cached_map> find(const events::show_id& show);
  /// Keeps it, unless there is a later one.
  void keep(const events::show_id& show, std::shared_ptr<const cached_map> made);

private:
  sieve_cache<events::show_id, std::shared_ptr<const cached_map>> maps_;
};

} // namespace boxoffice::http
