// The members of a show body that a patch of a show has too; for json_in.cpp and show_patch.cpp.
#pragma once

#include "events/show_body.hpp"
#include "http/api/json/json_members.hpp"

#include <cstdint>
#include <vector>

namespace boxoffice::http {

// Each adds what it reads to the body, and what is wrong to the errors.
void read_classes(members& from, events::show_body& body, error_list& errors);
/// Rows of `seats: 12` get their ids.
void read_rows(members& from, events::show_body& body, error_list& errors);
/// `["A1", 7]`, the ids of seats; nothing if there are none.
[[nodiscard]] std::vector<events::seat_id> read_blocked(members& from, error_list& errors);
/// Nothing if there are none.
void read_price_types(members& from, events::show_body& body, error_list& errors);
/// There must be one.
[[nodiscard]] events::single_seats single_seats_in(members& from);

/// A row that is given as a count: `"seats": 12`.
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
