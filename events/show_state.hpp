// A show as its events left it: the fold of its stream, and all that decide() looks at.
#pragma once

#include "events/claim_list.hpp"
#include "events/commands.hpp"
#include "events/events.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace boxoffice::events {

enum class booking_status : std::uint8_t {
  in_review,
  confirmed,
  rejected,
  expired,
  cancelled,
  paid,
};
enum class seat_status : std::uint8_t { available, in_review, held, sold, blocked };
enum class sales_status : std::uint8_t { open, paused, cancelled };

/// What came of one message of the provider; kept so that the same message gets the same answer.
struct payment_entry {
  payment_id payment;
  payment_status status{};
  std::optional<refund_reason> refund; ///< success that bought nothing
  paid_how how{};                      ///< success that paid the booking
};

/// Money that goes back, until the provider says that it did.
struct open_refund {
  payment_id payment;
  money amount;
  refund_reason reason{};
  time_ms since{};
};

struct booking {
  booking_number number{};
  bytes16 secret{};
  customer_id customer{};
  std::vector<seat_index> seats; ///< in the order asked for
  std::int64_t amount{};         ///< minor units of the show's currency
  time_ms requested_at{};
  std::optional<bytes32> key_hash;

  booking_status status{booking_status::in_review};
  time_ms decided_at{}; ///< of the review; 0 before
  time_ms pay_by{};     ///< 0 where it was never confirmed
  round_draw drawn;     ///< round 0: no review decided it
  review_rule rule{};
  std::vector<booking_number> others; ///< rivals of a winner, those a loser lost to
  std::vector<seat_index> seats_lost;
  std::optional<expiry_reason> expired;
  std::optional<canceller> cancelled;

  std::optional<payment_id> paid_by;
  money received;    ///< with paid_by
  time_ms paid_at{}; ///< with paid_by; the provider's time
  paid_how how{};    ///< with paid_by
  std::vector<payment_entry> payments;
  std::vector<open_refund> refunds;
};

struct seat {
  bool blocked = false;
  booking_number owner = 0; ///< confirmed or paid booking; 0: none
  claim_list claims;        ///< bookings under review, oldest first
};

/// What never changes once the show is open; shared with the views of it.
struct show_plan {
  show_body body;
  seat_table seats;
};

struct show_state {
  std::uint64_t seq = 0; ///< of the last event; 0: the show was never opened
  time_ms last_at = 0;
  std::uint64_t round = 0;
  sales_status sales{sales_status::open};
  events::rules rules;
  show_id id;
  std::shared_ptr<const show_plan> plan;
  std::vector<seat> seats; ///< in the order of plan->seats
  std::map<booking_number, booking> bookings;
  std::unordered_map<bytes16, booking_number, hash_of_random> by_secret;
  std::map<std::pair<customer_id, bytes32>, booking_number> by_key;
  std::set<booking_number> under_review;
  std::set<std::pair<time_ms, booking_number>> unpaid; ///< confirmed, by pay_by

  [[nodiscard]] bool opened() const { return plan != nullptr; }
  [[nodiscard]] bool has_open_work() const { return !under_review.empty() || !unpaid.empty(); }
  [[nodiscard]] const booking* find(booking_number number) const;
  [[nodiscard]] const booking* find(const bytes16& secret) const;
  [[nodiscard]] seat_status status_of(seat_index seat) const;
};

/// Applies one fact. Never decides; an event that names what is not there changes only seq and
/// time.
void evolve(show_state& state, const recorded& record);

} // namespace boxoffice::events
