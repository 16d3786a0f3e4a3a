// Phrases that the paragraphs of an explanation share; not for other folders.
#pragma once

#include "events/state/show_state.hpp"

#include <string>
#include <vector>

namespace boxoffice::events {

/// `a`, `a and b`, `a, b and c`.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts);

[[nodiscard]] std::string named(booking_number number); ///< `booking 7`

/// The names of the seats, joined.
[[nodiscard]] std::string seats_text(const show_state& show, const seat_list& seats);
/// `seat A1`, `seats A1 and A2`.
[[nodiscard]] std::string the_seats(const show_state& show, const seat_list& seats);
[[nodiscard]] std::string seat_count(std::size_t count); ///< `1 seat`, `2 seats`

[[nodiscard]] std::string span_text(std::int64_t ms); ///< `2 min`, `30 s`, `250 ms`

} // namespace boxoffice::events
