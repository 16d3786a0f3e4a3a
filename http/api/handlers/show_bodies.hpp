// Bodies that describe a show: its JSON and the lists of its seats. Layouts and lists of seats are
// made once and shared.
#pragma once

#include "http/api/handlers/bulk_responses.hpp"

namespace boxoffice::http {

/// Makes a response with a show and the `warnings` of its opening.
void show_response(services& with, const actors::show_view& view,
                   const std::vector<events::field_error>& warnings,
                   std::function<void(response&&)> then);

/// What asks for a show: gets the response of GET /api/movieshow/{id} and, if that is 200, the
/// show.
using take_show = std::function<void(response&&, const actors::show_view*)>;

void ask_for_show(services& with, const events::show_id& show, const logging::request_tag& tag,
                  take_show done);

/// One of the bodies that list a show's seats, and the cache of its last versions.
struct seat_listing {
  std::string_view name;
  std::string (*render)(const actors::seat_map&);
  map_cache services::*cache;
  bool has_etag;
};
extern const seat_listing all_seats;
extern const seat_listing available_seats;

/// Asks the show for its seats. A body is rendered only if the cached one has another version.
[[nodiscard]] shared_reads::make ask_for_seats(services& with, const events::show_id& show,
                                               const seat_listing& kind);

} // namespace boxoffice::http
