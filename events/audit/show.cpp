#include "events/audit/books.hpp"

#include <utility>

namespace boxoffice::events {

objection auditor::books::check(const show_opened& fact) {
  if (auto errors = errors_in(fact.body); !errors.empty())
    return sentence("the show cannot be: ", errors.front().field, " ", errors.front().detail);
  return std::nullopt;
}

objection auditor::books::check(const rules_changed& fact) {
  if (fact.rules == state_.rules)
    return "RulesChanged changes no rule";
  prelude_ = prelude::new_rules;
  return std::nullopt;
}

objection auditor::books::check(const sales_paused&) {
  if (state_.sales != sales_status::open)
    return sentence("sales are paused, but they are ", word_for(state_.sales));
  return std::nullopt;
}

objection auditor::books::check(const sales_resumed&) {
  if (state_.sales != sales_status::paused)
    return sentence("sales are resumed, but they are ", word_for(state_.sales));
  return std::nullopt;
}

objection auditor::books::check(const show_cancelled&) {
  if (state_.sales == sales_status::cancelled)
    return "the show is cancelled twice";
  to_end_ = next_to_end(0);
  return std::nullopt;
}

objection auditor::books::check(const seats_blocked& fact) {
  if (state_.sales == sales_status::cancelled)
    return "seats of a cancelled show are blocked";
  if (auto wrong = named_well(fact.seats))
    return wrong;
  for (auto seat : seats_)
    if (auto why = taken(seat, -1))
      return sentence("seat ", name_of(seat), " is blocked, but ", *why);
  return std::nullopt;
}

objection auditor::books::check(const seats_unblocked& fact) {
  if (state_.sales == sales_status::cancelled)
    return "seats of a cancelled show are unblocked";
  if (auto wrong = named_well(fact.seats))
    return wrong;
  for (auto seat : seats_)
    if (!state_.seats[seat].blocked)
      return sentence("seat ", name_of(seat), " is unblocked, but it is not blocked");
  return std::nullopt;
}

/// Reads the seats of a list into seats_: one or more, of this show, none twice.
objection auditor::books::named_well(const std::vector<seat_id>& seats) {
  if (seats.empty())
    return "it names no seat";
  named_.resize(state_.seats.size());
  seats_.clear();
  for (const auto& id : seats) {
    auto seat = state_.plan->seats.find(id);
    if (!seat)
      return sentence("this show has no seat ", id.text);
    if (std::exchange(named_[*seat], seq_) == seq_)
      return sentence("seat ", id.text, " is named twice");
    seats_.push_back(*seat);
  }
  return std::nullopt;
}

std::optional<booking_number> auditor::books::next_to_end(booking_number after) const {
  for (auto each = state_.bookings.behind(after); each != state_.bookings.end(); ++each) {
    auto status = each->status;
    if (status == booking_status::in_review || status == booking_status::confirmed ||
        status == booking_status::paid)
      return each->number;
  }
  return std::nullopt;
}

objection auditor::books::taken(seat_index index, std::int64_t window_ms) const {
  if (index >= state_.seats.size()) // Of a booking that has ended.
    return "the hall does not have it any more";
  const auto& seat = state_.seats[index];
  if (seat.blocked)
    return "it is blocked already";
  auto holder = seat.owner;
  if (holder == 0 && !seat.claims.empty())
    holder = *seat.claims.begin();
  if (holder == 0)
    return std::nullopt;
  const auto& other = *state_.find(holder);
  if (is_over(other))
    return sentence("the BookingExpired of booking ", holder, ", which ran out, is missing");
  if (seat.owner != 0)
    return sentence("booking ", holder, other.status == booking_status::paid ? " bought" : " holds",
                    " it");
  // Claims stand in the order of their requests, and run out in that order.
  if (at_ - other.requested_at > window_ms)
    return sentence("booking ", holder, " claimed it ", at_ - other.requested_at, " ms before");
  return std::nullopt;
}

} // namespace boxoffice::events
