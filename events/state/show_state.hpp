// The state of a show: the fold of its stream, and all that decide() reads.
#pragma once

#include "events/events.hpp"
#include "events/layout/seat_table.hpp"
#include "events/state/booking_book.hpp"
#include "events/state/claim_list.hpp"
#include "events/state/customer_book.hpp"
#include "events/state/deadline_set.hpp"
#include "events/state/seat_states.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace boxoffice::events {

enum class seat_status : std::uint8_t { available, in_review, held, sold, blocked };
/// As in the API.
[[nodiscard]] constexpr std::string_view name(seat_status value) {
  switch (value) {
  case seat_status::available: return "available";
  case seat_status::in_review: return "in_review";
  case seat_status::held: return "held";
  case seat_status::sold: return "sold";
  case seat_status::blocked: return "blocked";
  }
  return {};
}

enum class sales_status : std::uint8_t { open, paused, cancelled };
/// As in the API, which has CLOSED beside them once sales are over.
[[nodiscard]] constexpr std::string_view name(sales_status value) {
  switch (value) {
  case sales_status::open: return "OPEN";
  case sales_status::paused: return "PAUSED";
  case sales_status::cancelled: return "CANCELLED";
  }
  return {};
}

/// The part that only a ShowChanged replaces, as a whole; shared with views of the show.
struct show_plan {
  seat_table seats;
  show_body body;
  std::uint64_t since = 1;              ///< seq of the ShowOpened or ShowChanged that made it
  std::vector<std::int64_t> row_prices; ///< show price + class price, minor units

  /// Minor units; 0 for a former seat.
  [[nodiscard]] std::int64_t price_of(seat_index seat) const {
    return seat < seats.size() ? row_prices[seats[seat].row] : 0;
  }
};
/// `former` are ids of seats that bookings name and the body does not have.
[[nodiscard]] std::shared_ptr<const show_plan> plan_of(show_body body, std::uint64_t since = 1,
                                                       const std::vector<seat_id>& former = {});

struct show_state {
  std::uint64_t seq = 0; ///< of the last event; 0: the show was never opened
  time_ms last_at = 0;
  std::uint64_t round = 0;
  sales_status sales{sales_status::open};
  events::rules rules;
  show_id id;
  std::shared_ptr<const show_plan> plan;
  time_ms opened_start{}; ///< the start that the show was opened with; ticket codes say it
  seat_states seats;      ///< in the order of plan->seats
  booking_book bookings;
  claim_list under_review;
  deadline_set unpaid;
  customer_book customers;

  [[nodiscard]] bool opened() const { return plan != nullptr; }
  [[nodiscard]] bool has_open_work() const { return !under_review.empty() || !unpaid.empty(); }
  [[nodiscard]] const booking* find(booking_number number) const { return bookings.find(number); }
  [[nodiscard]] const booking* find(const bytes16& secret) const { return bookings.find(secret); }
  [[nodiscard]] seat_status status_of(seat_index seat) const;
};

/// Applies one event. Never decides: an event for a booking that does not exist changes only seq
/// and time.
void evolve(show_state& state, const recorded& record);

} // namespace boxoffice::events
