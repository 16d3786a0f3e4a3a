// The auditor's state beside the show's, and its checks: one for each type of event. Its memory is
// bounded by the show's, and an event without a violation allocates none.
#pragma once

#include "events/audit/audit.hpp"
#include "events/audit/obligations.hpp"
#include "events/audit/till.hpp"
#include "events/audit/words.hpp"

namespace boxoffice::events {

class auditor::books {
public:
  explicit books(show_id show) { state_.id = std::move(show); }

  objection take(const recorded& next);
  [[nodiscard]] objection finish() const;
  [[nodiscard]] const show_state& state() const { return state_; }

private:
  /// A review round with decisions that are still missing.
  struct open_round {
    std::uint64_t number{};
    std::optional<bytes16> seed; ///< since its first decision
    booking_number last = 0;     ///< booking of the last decision; 0: none yet
    std::size_t last_seats = 0;
    std::optional<bytes32> last_lot; ///< only if bookings of one size meet
  };

  // books.cpp: the order of events in the stream
  objection out_of_place(const recorded& next) const;
  bool is_unfinished() const;
  bool goes_on_with(const recorded& next) const;
  booking_number made_free(const event& fact);
  bool pays_free(const event& fact) const;
  std::string what_is_missing() const;
  /// When the claim or hold of a booking runs out; the latest time if it has neither.
  time_ms end_of(const booking& booked) const;
  bool is_over(const booking& booked) const { return at_ >= end_of(booked); }
  template <class Fact>
  objection examine(const Fact& fact);

  // show.cpp: the show and its seats
  objection check(const show_opened& fact);
  objection check(const rules_changed& fact);
  objection check(const sales_paused& fact);
  objection check(const sales_resumed& fact);
  objection check(const show_cancelled& fact);
  objection check(const show_changed& fact); // show_change.cpp
  objection check_layout(const show_body& after) const;
  objection check(const seats_blocked& fact);
  objection check(const seats_unblocked& fact);
  objection named_well(const std::vector<seat_id>& seats);
  std::optional<booking_number> next_to_end(booking_number after) const;
  /// Why a booking cannot have the seat now. A claim keeps it once it is older than the window.
  objection taken(seat_index seat, std::int64_t window_ms) const;
  std::string_view name_of(seat_index seat) const { return state_.plan->seats[seat].id.text(); }

  // booking.cpp: bookings, without reviews
  objection check(const booking_requested& fact);
  objection check_key(const booking_requested& fact) const;
  objection check_price(const booking_requested& fact);
  objection check_single_seats(const booking_requested& fact) const;
  objection check_customer(const booking_requested& fact) const;
  objection check(const booking_expired& fact, const booking& booked);
  objection check(const booking_cancelled& fact, const booking& booked);

  // counter.cpp: sales at the counter
  objection check_sale(const booking_confirmed& fact, const booking& booked);
  objection check_sale(const booking_paid& fact);

  // seat_change.cpp: other seats, or fewer
  objection check(const booking_moved& fact, const booking& booked);
  objection check(const seats_returned& fact, const booking& booked);
  objection are_its_seats(const std::vector<seat_id>& all, const booking& booked) const;

  // round.cpp: reviews
  objection check(const booking_confirmed& fact, const booking& booked);
  objection check(const booking_rejected& fact, const booking& booked);
  objection join_round(std::uint64_t round, const booking& booked);
  objection check_order(const round_draw& drawn, const booking& booked);
  bool is_as_large(booking_number other, const booking& booked) const;

  // payment.cpp: money
  objection check(const booking_paid& fact, const booking& booked);
  objection check_in_time(const booking& booked) const;
  objection check_late(const booking_paid& fact, const booking& booked) const;
  objection check(const payment_failed& fact, const booking& booked);
  objection check(const refund_due& fact, const booking& booked);
  objection check(const refund_completed& fact, const booking& booked);
  objection check(const payment_reversed& fact, const booking& booked);
  objection check_owed(const refund_due& fact, const booking& booked);
  bool goes_on_with_dispute() const;
  static bool keeps_money(const booking& booked);
  std::optional<refund_reason> why_returned(const refund_due& fact, const booking& booked) const;
  bool are_gone(const booking& booked) const;

  // gate.cpp: admissions
  objection check(const seat_admitted& fact, const booking& booked);

  show_state state_;
  std::uint64_t seq_ = 0; ///< of the event that is checked
  time_ms at_ = 0;
  std::optional<open_round> round_;
  std::optional<counter_sale> sale_;
  std::optional<debt> owed_; ///< by a PAID booking that is cancelled or gave seats back
  std::optional<booking_number> reversed_; ///< nothing is left of its payment: it must end next
  std::optional<booking_number> to_end_;   ///< the next booking that must end with the show
  booking_number free_ = 0;                ///< confirmed; costs nothing since the last event
  bool has_paid_free_ = false; ///< older versions did not pay such bookings; this log's does
  prelude prelude_{prelude::none};
  booking_number expired_ = 0;         ///< the booking that the prelude expired
  std::uint64_t disputed_ = 0;         ///< the last refund that a dispute settled
  std::vector<std::uint64_t> named_;   ///< by seat: the last event that named it in a list
  std::vector<seat_index> seats_;      ///< scratch: those of the list
  std::vector<booking_number> others_; ///< scratch: bookings that a contender met
  till till_;
};

} // namespace boxoffice::events
