#include "events/decide/admission.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/payment.hpp"
#include "events/state/draw.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Bookings under review in the order of the draw.
using draw_order = std::vector<const booking*>;

/// Largest first; among equals by the draw.
draw_order in_order(const std::vector<const booking*>& bookings, const bytes16& seed) {
  struct entry {
    std::size_t seats;
    bytes32 lot;
    const booking* booked;
  };
  std::vector<entry> drawn;
  drawn.reserve(bookings.size());
  for (const auto* booked : bookings)
    drawn.push_back({booked->seats.size(), lot_of(seed, booked->number), booked});
  std::sort(drawn.begin(), drawn.end(), [](const entry& a, const entry& b) {
    return a.seats != b.seats ? a.seats > b.seats : a.lot < b.lot;
  });
  draw_order order;
  order.reserve(drawn.size());
  for (const auto& each : drawn)
    order.push_back(each.booked);
  return order;
}

/// Whether no other booking under review wants one of its seats.
bool is_alone(const show_state& show, const booking& booked) {
  return std::all_of(booked.seats.begin(), booked.seats.end(),
                     [&](seat_index seat) { return show.seats[seat].claims.size() == 1; });
}

/// A booking whose seats others want too.
struct contender {
  explicit contender(const booking& contested) : booked{&contested} {}

  const booking* booked;
  bool met_equal = false; ///< one of the others wants as many seats
  bool met_unequal = false;
  std::vector<booking_number> others{}; ///< winners that it lost to, or losers that it beat
  seat_list lost{};

  [[nodiscard]] bool won() const { return lost.empty(); }

  void meet(const contender& other) {
    others.push_back(other.booked->number);
    auto equal = other.booked->seats.size() == booked->seats.size();
    (equal ? met_equal : met_unequal) = true;
  }

  /// Bookings that met over several seats count once.
  void sort_others() {
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
  }
};

/// The outcome for bookings that are not alone, in the order of the draw.
class contest {
public:
  contest(const show_state& show, const draw_order& order) {
    for (const auto* booked : order)
      if (!is_alone(show, *booked))
        contenders_.emplace_back(*booked);
    if (contenders_.empty())
      return;
    std::vector<contender*> winner_of(show.seats.size(), nullptr);
    for (auto& each : contenders_)
      enter(each, winner_of);
    for (auto& each : contenders_)
      each.sort_others();
  }

  /// The next contender, if it is this booking.
  contender* take(const booking& booked) {
    auto is_next = next_ != contenders_.size() && contenders_[next_].booked == &booked;
    return is_next ? &contenders_[next_++] : nullptr;
  }

private:
  /// Gives it its seats if all are free of the winners before it.
  static void enter(contender& each, std::vector<contender*>& winner_of) {
    for (auto seat : each.booked->seats)
      if (const auto* winner = winner_of[seat]) {
        each.lost.push_back(seat);
        each.meet(*winner);
      }
    for (auto seat : each.booked->seats)
      if (each.won())
        winner_of[seat] = &each;
      else if (winner_of[seat] != nullptr)
        winner_of[seat]->meet(each);
  }

  std::vector<contender> contenders_;
  std::size_t next_ = 0;
};

review_rule rule_for(const contender& each) {
  if (!each.won())
    return each.met_unequal ? review_rule::fewer_seats : review_rule::lost_draw;
  if (each.others.empty())
    return review_rule::uncontested;
  return each.met_equal ? review_rule::won_draw : review_rule::most_seats;
}

event verdict_on(const show_state& show, contender&& each, const round_draw& drawn,
                 time_ms pay_by) {
  auto rule = rule_for(each);
  if (each.won())
    return booking_confirmed{each.booked->number, drawn, rule, std::move(each.others), pay_by};
  std::vector<seat_id> lost;
  for (auto seat : each.lost)
    lost.push_back(show.plan->seats[seat].id);
  return booking_rejected{each.booked->number, drawn, rule, std::move(each.others),
                          std::move(lost)};
}

} // namespace

decision events_for(const show_state& show, const hold_review& command, const rules& rules) {
  round_draw drawn{show.round + 1, command.seed};
  std::vector<event> events;
  std::vector<const booking*> left;
  for (auto number : show.under_review) {
    const auto* booked = show.find(number);
    if (ran_out(*booked, command.at, rules))
      events.emplace_back(booking_expired{number, expiry_reason::review_timeout, drawn.round});
    else
      left.push_back(booked);
  }
  auto order = in_order(left, command.seed);
  contest contested{show, order};
  auto pay_by = command.at + rules.payment_window_ms;
  events.reserve(events.size() + order.size());
  for (const auto* booked : order) {
    if (auto* met = contested.take(*booked))
      events.push_back(verdict_on(show, std::move(*met), drawn, pay_by));
    else
      events.emplace_back(
          booking_confirmed{booked->number, drawn, review_rule::uncontested, {}, pay_by});
    if (booked->amount == 0 && std::holds_alternative<booking_confirmed>(events.back()))
      events.emplace_back(payment_of_free(show, booked->number, command.at));
  }
  return events;
}

decision events_for(const show_state& show, const expire_holds& command, const rules&) {
  std::vector<event> events;
  for (const auto& [pay_by, number] : show.unpaid.due(command.at))
    events.emplace_back(booking_expired{number, expiry_reason::payment_timeout, std::nullopt});
  return events;
}

} // namespace boxoffice::events
