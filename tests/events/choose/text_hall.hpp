// Halls drawn as text, a line for each row, the first next to the screen:
//
//   .  free          o  free, but not what is asked for    w  free place for a wheelchair
//   x  taken         c  claimed                            _  aisle
#pragma once

#include "events/choose/seating.hpp"

#include <string>
#include <vector>

#include <rapidcheck.h>

namespace boxoffice::events::tests {

using text_hall = std::vector<std::string>;

/// Seats are numbered from 0 in the order of the text. Row n has class n / `rows_a_class`.
[[nodiscard]] seating seating_of(const text_hall& rows, std::size_t rows_a_class = 100);

/// The hall with `#` for each of these seats, which must be different ones of the hall.
[[nodiscard]] text_hall marked(const text_hall& rows, const seat_list& seats);

/// The seats that a mark stands on.
[[nodiscard]] seat_list seats_at(const text_hall& rows, char mark);

/// Halls of up to 40 places. Most places are free.
[[nodiscard]] rc::Gen<text_hall> text_halls();

} // namespace boxoffice::events::tests
