// The part of shows' JSON that does not change, made once for each layout.
#pragma once

#include "events/state/show_state.hpp"
#include "http/api/sieve_cache.hpp"
#include "http/server/response.hpp"

#include <memory>
#include <optional>

namespace boxoffice::http {

/// At most `most_bytes` of JSON. Not safe to use from several threads.
class show_layouts {
public:
  explicit show_layouts(std::size_t most_bytes) : layouts_{most_bytes} {}

  /// The JSON of that very plan; nothing if it is not known.
  [[nodiscard]] std::optional<shared_bytes> find(const events::show_id& show,
                                                 const events::show_plan& plan);
  void keep(const events::show_id& show, const std::shared_ptr<const events::show_plan>& plan,
            shared_bytes layout);

private:
  struct entry {
    std::weak_ptr<const events::show_plan> plan; ///< owned by its show
    shared_bytes json;
  };

  sieve_cache<events::show_id, entry> layouts_;
};

} // namespace boxoffice::http
