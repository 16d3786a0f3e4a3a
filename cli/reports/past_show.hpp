// A show at a time in the past, as JSON and as text.
#pragma once

#include "events/state/show_state.hpp"

#include <string>

namespace boxoffice::cli {

/// `{movieShowId, version, seats, bookings}` on one line: before `,"bookings"` byte for byte what
/// `GET /api/movieshow/{id}/seats` returned then, and the bookings as tickets, by number.
[[nodiscard]] std::string past_json(const events::show_state& show);

/// A heading, the seat map and a table of the bookings. `at` decides whether sales were closed.
[[nodiscard]] std::string past_text(const events::show_state& show, events::time_ms at);

} // namespace boxoffice::cli
