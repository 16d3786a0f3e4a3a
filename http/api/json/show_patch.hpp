// The body of PATCH /api/movieshow/{id}: a JSON merge patch (RFC 7396) of a show body.
#pragma once

#include "events/events.hpp"
#include "http/api/json/json_in.hpp"

#include <string_view>

namespace boxoffice::http {

/// Lists are replaced as a whole, and null removes a member that a show may be without. The show
/// itself checks what comes out. `currency` and `id` cannot be changed.
[[nodiscard]] reading<events::show_changes> read_show_changes(std::string_view body);

} // namespace boxoffice::http
