#include "events/audit/books.hpp"
#include "events/state/lines.hpp"

#include <algorithm>

namespace boxoffice::events {

objection auditor::books::are_its_seats(const std::vector<seat_id>& all,
                                        const booking& booked) const {
  auto same = std::equal(all.begin(), all.end(), booked.seats.begin(), booked.seats.end(),
                         [&](const auto& id, auto seat) { return id.text == name_of(seat); });
  if (same)
    return std::nullopt;
  return sentence("booking ", booked.number, " moves from other seats than it has");
}

objection auditor::books::check(const booking_moved& fact, const booking& booked) {
  auto confirmed = booked.status == booking_status::confirmed;
  if (!confirmed && booked.status != booking_status::paid)
    return sentence("booking ", booked.number, " moves, but it is ", word_for(booked.status));
  if (is_over(booked))
    return sentence("booking ", booked.number, " moves, but it ran out");
  if (auto wrong = are_its_seats(fact.from, booked))
    return wrong;
  if (fact.to == fact.from)
    return sentence("booking ", booked.number, " moves to the seats that it has");
  if (fact.to.size() != fact.from.size())
    return sentence("booking ", booked.number, " has ", fact.from.size(),
                    " seats, but it moves to ", fact.to.size());
  if (auto wrong = named_well(fact.to))
    return wrong;
  for (auto seat : seats_) {
    auto own = state_.seats[seat].owner == booked.number;
    if (auto why = taken(seat, -1); why && !own)
      return sentence("booking ", booked.number, " moves to seat ", name_of(seat), ", but ", *why);
  }
  return std::nullopt;
}

/// The seats are a part of the booking's, and the amount is what they were sold at.
objection auditor::books::check(const seats_returned& fact, const booking& booked) {
  auto paid = booked.status == booking_status::paid;
  auto open =
      booked.status == booking_status::in_review || booked.status == booking_status::confirmed;
  if (!open && !paid)
    return sentence("booking ", booked.number, " returns seats, but it is ",
                    word_for(booked.status));
  if (auto wrong = named_well(fact.seats))
    return wrong;
  if (seats_.size() >= booked.seats.size())
    return sentence("booking ", booked.number, " returns ", seats_.size(), " of its ",
                    booked.seats.size(), " seats and would have none");
  auto lines = lines_of(*state_.plan, booked);
  std::int64_t amount = 0;
  for (auto seat : seats_) {
    auto found = std::find(booked.seats.begin(), booked.seats.end(), seat);
    if (found == booked.seats.end())
      return sentence("booking ", booked.number, " returns seat ", name_of(seat),
                      ", which it does not have");
    amount += lines[static_cast<std::size_t>(found - booked.seats.begin())].price;
  }
  if (fact.amount.value != amount || fact.amount.currency != state_.plan->body.currency)
    return sentence("booking ", booked.number, " returns seats for ", fact.amount,
                    ", but they were sold at ", amount, " ", state_.plan->body.currency);
  if (auto due = std::min(amount, paid ? booked.details->kept.value : 0); due != 0)
    owed_ = debt{booked.number, due, refund_reason::seats_returned};
  return std::nullopt;
}

} // namespace boxoffice::events
