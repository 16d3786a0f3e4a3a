// The commands that only the operator gives; see events/commands.hpp.
#pragma once

#include "events/ids.hpp"
#include "events/kinds/show_changes.hpp"
#include "events/show_body.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

// `by` of an operator command is how the operator was authenticated, see operator_proof in ids.hpp.

/// Opens a show. Repeated with the same body it changes nothing.
struct open_show {
  time_ms at{};
  show_body body;
  operator_proof by{};
  std::optional<std::string> time_zone{}; ///< of a new show whose body has none
  std::vector<seat_id> blocked{};         ///< seats of a new show that are not on sale
};
struct pause_sales {
  time_ms at{};
  operator_proof by{};
};
struct resume_sales {
  time_ms at{};
  operator_proof by{};
};
/// Ends all bookings. The money of paid bookings becomes due back.
struct cancel_show {
  time_ms at{};
  operator_proof by{};
};
/// Changes members of a show that is not cancelled. All seats that are claimed, held, sold or
/// blocked must still be there. When sales close moves with the start, unless it is named too.
struct change_show {
  time_ms at{};
  show_changes changes;
  operator_proof by{};
};
/// Blocks all of the seats or none. Seats that are blocked already stay blocked.
struct block_seats {
  time_ms at{};
  std::vector<seat_id> seats;
  operator_proof by{};
};
struct unblock_seats {
  time_ms at{};
  std::vector<seat_id> seats;
  operator_proof by{};
};

/// Gives a CONFIRMED or PAID booking other free seats of its show, as many as it has. Seats that it
/// has already may be among them.
struct move_booking {
  time_ms at{};
  bytes16 secret{};
  std::vector<seat_id> seats; ///< the n-th is in place of the booking's n-th seat
  operator_proof by{};
};
/// Puts seats of an open or PAID booking on sale again; all of its seats cancel it. The money of
/// PAID seats becomes due back.
struct return_seats {
  time_ms at{};
  bytes16 secret{};
  std::vector<seat_id> seats;
  operator_proof by{};
};

} // namespace boxoffice::events
