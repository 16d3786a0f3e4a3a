#pragma once

#include "tests/support/clients/http_client.hpp"
#include "tests/support/clock.hpp"

#include <string>
#include <vector>

namespace boxoffice::tests {

/// Body of `PUT /api/movieshow/{id}`: rows A, B, … (AA after Z) of `seats_per_row` seats A1, A2, …
/// One class, price 15000 + 5000 INR a seat, starts in a day, sales open until then.
json hall(unsigned rows, unsigned seats_per_row);

/// Like `hall`, but starting at `starts_at`.
json hall(unsigned rows, unsigned seats_per_row, wall_time starts_at);

inline constexpr std::int64_t seat_price = 20000; ///< Of every seat of `hall`.

/// Rows A (two named seats, an aisle, one more) and B (three by count), two classes, and an
/// explicit close of sales: every optional part of the body is there.
json detailed_hall();

std::string row_name(unsigned row);                   ///< 0 → A, 25 → Z, 26 → AA
std::string seat_name(unsigned row, unsigned number); ///< (0, 1) → A1
std::vector<std::string> all_seats(unsigned rows, unsigned seats_per_row);

} // namespace boxoffice::tests
