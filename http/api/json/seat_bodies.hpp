// The operator's bodies that name seats; see json_in.hpp.
#pragma once

#include "http/api/json/json_in.hpp"

namespace boxoffice::http {

/// `{seats}` of block, unblock and move.
[[nodiscard]] reading<std::vector<events::seat_id>> read_seats(std::string_view body);
/// `{seats?}` of cancel; nothing if the body is empty or has no seats.
[[nodiscard]] reading<std::optional<std::vector<events::seat_id>>>
read_seats_if_any(std::string_view body);

} // namespace boxoffice::http
