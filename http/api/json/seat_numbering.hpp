// Ids of the seats in rows that a show body gives as a count: `"seats": 12`.
#pragma once

#include "events/show_body.hpp"

#include <cstdint>
#include <vector>

namespace boxoffice::http {

struct counted_row {
  std::size_t row;     ///< its place in the body's rows
  std::uint64_t seats; ///< how many it has
};

/// Fills these rows. Seats of row A are A1, A2 …. If ids of two rows would be the same, as 111 in
/// the rows 1 and 11, each counted row whose name ends in a digit has its seats as 1-1, 1-2 …
/// instead, so that a hall is numbered in one way and one that could be numbered plainly keeps its
/// ids.
void number_seats(events::show_body& body, const std::vector<counted_row>& counted);

} // namespace boxoffice::http
