#include "events/review.hpp"

#include "events/admission.hpp"

#include <algorithm>
#include <tuple>

namespace boxoffice::events {

namespace {

struct contender {
  const booking* booked;
  bytes32 lot;
  bool won = true;
  bool met_equal = false; ///< one of the others asked for as many seats
  bool met_unequal = false;
  std::vector<booking_number> others{}; ///< winners that it lost to, or losers that it beat
  std::vector<seat_index> lost{};

  void meet(const contender& other) {
    others.push_back(other.booked->number);
    auto equal = other.booked->seats.size() == booked->seats.size();
    (equal ? met_equal : met_unequal) = true;
  }
};

/// Largest first; among equals by the draw.
std::vector<contender> in_order(std::vector<const booking*> asked, const bytes16& seed) {
  std::vector<contender> order;
  order.reserve(asked.size());
  for (const auto* booked : asked)
    order.push_back({booked, lot_of(seed, booked->number)});
  std::sort(order.begin(), order.end(), [](const contender& a, const contender& b) {
    auto size_a = a.booked->seats.size();
    auto size_b = b.booked->seats.size();
    return std::tie(size_b, a.lot) < std::tie(size_a, b.lot);
  });
  return order;
}

/// Gives each contender its seats if all are free of the winners before it.
void contest(std::vector<contender>& order, std::size_t seats) {
  std::vector<contender*> winner_of(seats, nullptr);
  for (auto& each : order) {
    for (auto seat : each.booked->seats)
      if (const auto* winner = winner_of[seat]) {
        each.lost.push_back(seat);
        each.meet(*winner);
      }
    each.won = each.lost.empty();
    for (auto seat : each.booked->seats)
      if (each.won)
        winner_of[seat] = &each;
      else if (winner_of[seat] != nullptr)
        winner_of[seat]->meet(each);
  }
  for (auto& each : order) { // Who met over several seats has met once.
    std::sort(each.others.begin(), each.others.end());
    each.others.erase(std::unique(each.others.begin(), each.others.end()), each.others.end());
  }
}

review_rule rule_for(const contender& each) {
  if (!each.won)
    return each.met_unequal ? review_rule::fewer_seats : review_rule::lost_draw;
  if (each.others.empty())
    return review_rule::uncontested;
  return each.met_equal ? review_rule::won_draw : review_rule::most_seats;
}

event verdict_on(const show_state& show, contender&& each, const round_draw& drawn,
                 time_ms pay_by) {
  auto rule = rule_for(each);
  if (each.won)
    return booking_confirmed{each.booked->number, drawn, rule, std::move(each.others), pay_by};
  std::vector<seat_id> lost;
  for (auto seat : each.lost)
    lost.push_back(show.plan->seats[seat].id);
  return booking_rejected{each.booked->number, drawn, rule, std::move(each.others),
                          std::move(lost)};
}

} // namespace

bytes32 lot_of(const bytes16& seed, booking_number number) {
  return sha256({seed, big_endian(number)});
}

decision decide(const show_state& show, const hold_review& asked, const rules& rules) {
  round_draw drawn{show.round + 1, asked.seed};
  std::vector<event> events;
  std::vector<const booking*> left;
  for (auto number : show.under_review) {
    const auto* booked = show.find(number);
    if (ran_out(*booked, asked.at, rules))
      events.emplace_back(booking_expired{number, expiry_reason::review_timeout, drawn.round});
    else
      left.push_back(booked);
  }
  auto order = in_order(std::move(left), asked.seed);
  contest(order, show.seats.size());
  events.reserve(events.size() + order.size());
  for (auto& each : order)
    events.push_back(verdict_on(show, std::move(each), drawn, asked.at + rules.payment_window_ms));
  return events;
}

decision decide(const show_state& show, const expire_holds& asked, const rules&) {
  std::vector<event> events;
  for (const auto& [pay_by, number] : show.unpaid) {
    if (pay_by > asked.at)
      break;
    events.emplace_back(booking_expired{number, expiry_reason::payment_timeout, std::nullopt});
  }
  return events;
}

} // namespace boxoffice::events
