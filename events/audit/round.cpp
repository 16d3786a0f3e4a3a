#include "events/audit/books.hpp"
#include "events/state/draw.hpp"
#include "events/time_text.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

void sort_once_each(std::vector<booking_number>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

} // namespace

// A round is checked decision by decision, without a list of its own. Before the round no booking
// owns a seat that is under review, so an owner is a winner of this round. All bookings that are
// larger or drawn earlier are decided by then, so each claim left on a winner's seat will lose it.

objection auditor::books::check(const booking_confirmed& fact, const booking& booked) {
  if (sale_ || fact.rule == review_rule::counter)
    return check_sale(fact, booked);
  if (auto wrong = check_order(fact.drawn, booked))
    return wrong;
  others_.clear();
  for (auto seat : booked.seats) {
    const auto& now = state_.seats[seat];
    if (now.owner != 0)
      return sentence("booking ", booked.number, " gets seat ", name_of(seat), ", but booking ",
                      now.owner, " holds it");
    for (auto other : now.claims)
      if (other != booked.number)
        others_.push_back(other);
  }
  sort_once_each(others_);
  if (fact.rivals != others_)
    return sentence("the rivals of booking ", booked.number, " are recorded as ", fact.rivals,
                    ", but those that lose a seat to it are ", others_);
  auto drew = std::any_of(others_.begin(), others_.end(),
                          [&](booking_number other) { return is_as_large(other, booked); });
  auto rule = others_.empty() ? review_rule::uncontested
              : drew          ? review_rule::won_draw
                              : review_rule::most_seats;
  if (fact.rule != rule)
    return sentence("booking ", booked.number, " is confirmed by ", name(fact.rule),
                    ", but the rule is ", name(rule));
  if (auto pay_by = at_ + state_.rules.payment_window_ms; fact.pay_by != pay_by)
    return sentence("the payBy of booking ", booked.number, " is ", to_rfc3339(fact.pay_by),
                    ", but it should be ", to_rfc3339(pay_by));
  return std::nullopt;
}

objection auditor::books::check(const booking_rejected& fact, const booking& booked) {
  if (auto wrong = check_order(fact.drawn, booked))
    return wrong;
  others_.clear();
  for (auto seat : booked.seats) {
    auto owner = state_.seats[seat].owner;
    if (owner == 0)
      continue;
    auto place = others_.size();
    if (place >= fact.seats_lost.size() || fact.seats_lost[place].text != name_of(seat))
      return sentence("booking ", booked.number, " lost seat ", name_of(seat), " to booking ",
                      owner, ", but its seatsLost do not say so at that place");
    others_.push_back(owner);
  }
  if (others_.empty())
    return sentence("booking ", booked.number, " is rejected, but all its seats are free");
  if (fact.seats_lost.size() != others_.size())
    return sentence("booking ", booked.number, " is recorded to have lost seat ",
                    fact.seats_lost.back().text, ", but it did not");
  sort_once_each(others_);
  if (fact.lost_to != others_)
    return sentence("booking ", booked.number, " is recorded to have lost to ", fact.lost_to,
                    ", but it lost to ", others_);
  auto drew = std::all_of(others_.begin(), others_.end(),
                          [&](booking_number other) { return is_as_large(other, booked); });
  auto rule = drew ? review_rule::lost_draw : review_rule::fewer_seats;
  if (fact.rule != rule)
    return sentence("booking ", booked.number, " is rejected by ", name(fact.rule),
                    ", but the rule is ", name(rule));
  return std::nullopt;
}

/// Opens the round or continues it. Bookings that ran out come first, by their numbers.
objection auditor::books::join_round(std::uint64_t round, const booking& booked) {
  if (!round_) {
    if (round != state_.round + 1)
      return sentence("round ", round, " comes after round ", state_.round);
    round_ = open_round{round, {}, 0, 0, {}};
  }
  if (round != round_->number)
    return sentence("round ", round, " comes in the middle of round ", round_->number);
  auto oldest = *state_.under_review.begin();
  if (oldest != booked.number && is_over(*state_.find(oldest)))
    return sentence("booking ", oldest, " ran out and should have been expired first by round ",
                    round);
  return std::nullopt;
}

/// Checks the order of decisions: largest first, among equals the smaller lot.
objection auditor::books::check_order(const round_draw& drawn, const booking& booked) {
  if (booked.status != booking_status::in_review)
    return sentence("round ", drawn.round, " decides booking ", booked.number, ", but it is ",
                    word_for(booked.status));
  if (auto wrong = join_round(drawn.round, booked))
    return wrong;
  if (is_over(booked))
    return sentence("round ", drawn.round, " decides booking ", booked.number, ", which ran out");
  auto& round = *round_;
  if (round.seed.value_or(drawn.seed) != drawn.seed)
    return sentence("the seed of booking ", booked.number, " is not the one that round ",
                    round.number, " began with");
  round.seed = drawn.seed;
  auto seats = booked.seats.size();
  std::optional<bytes32> lot;
  if (round.last != 0 && seats > round.last_seats)
    return sentence("booking ", booked.number, " has more seats than booking ", round.last,
                    " and should have been decided before it");
  if (round.last != 0 && seats == round.last_seats) {
    if (!round.last_lot)
      round.last_lot = lot_of(drawn.seed, round.last);
    lot = lot_of(drawn.seed, booked.number);
    if (*lot < *round.last_lot)
      return sentence("booking ", booked.number, " drew before booking ", round.last,
                      " and should have been decided before it");
  }
  round.last = booked.number;
  round.last_seats = seats;
  round.last_lot = lot;
  return std::nullopt;
}

bool auditor::books::is_as_large(booking_number other, const booking& booked) const {
  return state_.find(other)->seats.size() == booked.seats.size();
}

} // namespace boxoffice::events
