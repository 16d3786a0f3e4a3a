// A show as it was at some time, told for programs and for people.
#pragma once

#include "events/state/show_state.hpp"

#include <string>

namespace boxoffice::cli {

/// `{movieShowId, version, seats, bookings}` on one line: before `,"bookings"` byte for byte what
/// `GET /api/movieshow/{id}/seats` answered then, and the bookings as their tickets, by number.
[[nodiscard]] std::string past_json(const events::show_state& show);

/// Head, map of the seats and table of the bookings. Whether sales were closed is judged `at`.
[[nodiscard]] std::string past_text(const events::show_state& show, events::time_ms at);

} // namespace boxoffice::cli
