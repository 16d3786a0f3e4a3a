#include "events/state/show_state.hpp"

#include "events/state/lines.hpp"
#include "events/state/show_change.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Applies one event; one overload for each type.
class evolver {
public:
  evolver(show_state& state, std::uint64_t seq, time_ms at) : state_{state}, seq_{seq}, at_{at} {}

  void operator()(const show_opened& fact) {
    state_.plan = plan_of(fact.body);
    state_.opened_start = fact.body.starts_at;
    state_.seats = seat_states{state_.plan->seats.size()};
    state_.rules = fact.rules;
  }
  void operator()(const show_changed& fact) {
    if (state_.plan)
      change_plan(state_, fact.changes, seq_);
  }
  void operator()(const rules_changed& fact) { state_.rules = fact.rules; }
  void operator()(const sales_paused&) { state_.sales = sales_status::paused; }
  void operator()(const sales_resumed&) { state_.sales = sales_status::open; }
  void operator()(const show_cancelled&) { state_.sales = sales_status::cancelled; }
  void operator()(const seats_blocked& fact) { block(fact.seats, true); }
  void operator()(const seats_unblocked& fact) { block(fact.seats, false); }

  void operator()(const booking_requested& fact) {
    booking requested;
    requested.number = seq_;
    requested.secret = fact.id.secret;
    requested.customer = fact.customer;
    requested.seats = indexes(fact.seats);
    requested.amount = fact.amount.value;
    requested.requested_at = at_;
    if (fact.key_hash)
      requested.details.edit().key_hash = fact.key_hash;
    note_prices(requested, fact);
    const auto* added = state_.bookings.add(std::move(requested));
    if (added == nullptr)
      return;
    for (auto seat : added->seats)
      state_.seats.edit(seat).claims.insert(seq_);
    state_.under_review.insert(seq_);
    state_.customers.open(*added);
  }

  void operator()(const booking_confirmed& fact) {
    auto* booked = change_status(fact.number, booking_status::confirmed);
    if (booked == nullptr)
      return;
    note_decision(*booked, fact.drawn, fact.rule, fact.rivals);
    booked->pay_by = fact.pay_by;
    own(*booked);
    state_.unpaid.insert(fact.pay_by, fact.number);
  }
  void operator()(const booking_rejected& fact) {
    auto* booked = change_status(fact.number, booking_status::rejected);
    if (booked == nullptr)
      return;
    note_decision(*booked, fact.drawn, fact.rule, fact.lost_to);
    booked->details.edit().seats_lost = indexes(fact.seats_lost);
  }
  void operator()(const booking_expired& fact) {
    if (auto* booked = end(fact.number, booking_status::expired))
      booked->expired = fact.reason;
  }
  void operator()(const booking_cancelled& fact) {
    if (auto* booked = end(fact.number, booking_status::cancelled))
      booked->cancelled = fact.by;
  }

  void operator()(const booking_paid& fact) {
    auto* booked = change_status(fact.number, booking_status::paid);
    if (booked == nullptr)
      return;
    own(*booked);
    booked->how = fact.how;
    auto& details = booked->details.edit();
    details.paid_by = fact.payment;
    details.kept = fact.amount;
    details.paid_at = fact.paid_at;
    details.method = fact.method;
    note_payment(details, fact, payment_status::success, std::nullopt, fact.how);
  }
  void operator()(const payment_failed& fact) {
    if (auto* booked = find(fact.number))
      note_payment(booked->details.edit(), fact, payment_status::failed);
  }
  void operator()(const refund_due& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto& details = booked->details.edit();
    auto for_seats = fact.reason == refund_reason::seats_returned;
    details.refunds.push_back({fact.payment, fact.amount, fact.reason, at_, for_seats ? seq_ : 0});
    if (for_seats)
      details.kept.value -= fact.amount.value;
    // The payment of a booking that was paid has an entry already.
    if (details.paid_by != fact.payment)
      note_payment(details, fact, payment_status::success, fact.reason);
  }
  void operator()(const refund_completed& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto& details = booked->details.edit();
    auto& refunds = details.refunds;
    auto settled = std::find_if(refunds.begin(), refunds.end(), [&](const open_refund& each) {
      return each.payment == fact.payment && each.amount == fact.amount;
    });
    if (settled != refunds.end())
      refunds.erase(settled);
    note_money_back(details, fact);
  }
  void operator()(const payment_reversed& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto& details = booked->details.edit();
    details.kept.value -= fact.amount.value;
    note_money_back(details, fact);
  }

  void operator()(const booking_moved& fact) {
    auto* booked = find(fact.number);
    auto has_seats = booked != nullptr && (booked->status == booking_status::confirmed ||
                                           booked->status == booking_status::paid);
    if (!has_seats || !state_.plan)
      return;
    note_request(*booked);
    leave(*booked, booked->seats);
    auto seats = indexes(fact.to);
    move_admissions(*booked, seats);
    booked->seats = std::move(seats);
    booked->details.edit().prices.resize(booked->seats.size());
    own(*booked);
  }
  void operator()(const seats_returned& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr || !state_.plan)
      return;
    note_request(*booked);
    auto returned = take_away(*booked, indexes(fact.seats));
    leave(*booked, returned);
    if (!booked->details->admitted.empty())
      std::erase_if(booked->details.edit().admitted, [&](const admission& each) {
        return std::ranges::find(returned, each.seat) != returned.end();
      });
    if (is_open(booked->status)) {
      state_.customers.close(*booked, returned.size());
      state_.customers.end_unpaid(*booked, returned, at_);
    } else if (booked->status == booking_status::paid && has_limit()) {
      state_.customers.give_back(*booked, returned.size());
    }
    booked->amount -= fact.amount.value;
  }

  void operator()(const seat_admitted& fact) {
    auto* booked = find(fact.number);
    auto seats = indexes({fact.seat});
    if (booked != nullptr && !seats.empty())
      booked->details.edit().admitted.push_back(
          {*seats.begin(), fact.scanned_at.value_or(at_), fact.gate.value_or("")});
  }

private:
  /// Whoever was admitted goes along, to the seat at the same place of the booking.
  static void move_admissions(booking& booked, const seat_list& to) {
    if (booked.details->admitted.empty())
      return;
    for (auto& each : booked.details.edit().admitted) {
      auto place = std::ranges::find(booked.seats, each.seat) - booked.seats.begin();
      if (static_cast<std::size_t>(place) < to.size())
        each.seat = to.begin()[place];
    }
  }

  booking* find(booking_number number) { return state_.bookings.find(number); }

  seat_list indexes(const std::vector<seat_id>& seats) const {
    seat_list found;
    std::size_t next = 0; // They are often neighbours.
    for (const auto& id : seats)
      if (auto seat = state_.plan ? state_.plan->seats.find(id, next) : std::nullopt) {
        found.push_back(*seat);
        next = std::size_t{*seat} + 1;
      }
    return found;
  }

  void block(const std::vector<seat_id>& seats, bool blocked) {
    for (auto seat : indexes(seats))
      state_.seats.edit(seat).blocked = blocked;
  }

  /// Keeps what a request says about its prices, unless the plan says the same.
  void note_prices(booking& requested, const booking_requested& fact) {
    if (!state_.plan)
      return;
    const auto& offered = state_.plan->body.price_types;
    auto is_first = [&](const price_type_id& type) { return type == offered.front().id; };
    if (!offered.empty() && !std::all_of(fact.types.begin(), fact.types.end(), is_first))
      requested.details.edit().types = fact.types;
    if (fact.channel == sales_channel::counter && fact.amount.value == 0) // Complimentary.
      requested.details.edit().prices.assign(requested.seats.size(), 0);
  }

  /// Closes a booking that expires or is cancelled.
  booking* end(booking_number number, booking_status status) {
    const auto* booked = find(number);
    auto unpaid = booked != nullptr && is_open(booked->status);
    auto* ended = change_status(number, status);
    if (unpaid)
      state_.customers.end_unpaid(*ended, ended->seats, at_);
    return ended;
  }

  /// Takes the booking off its seats and out of the open work, and gives it its new status.
  booking* change_status(booking_number number, booking_status status) {
    auto* booked = find(number);
    if (booked == nullptr)
      return nullptr;
    leave(*booked, booked->seats);
    if (booked->status == booking_status::in_review)
      state_.under_review.erase(number);
    if (booked->status == booking_status::confirmed)
      state_.unpaid.erase(booked->pay_by, number);
    if (is_open(booked->status) != is_open(status)) {
      if (is_open(status))
        state_.customers.open(*booked);
      else
        state_.customers.close(*booked, booked->seats.size());
    }
    if (has_limit() && booked->status != status) {
      if (status == booking_status::paid)
        state_.customers.buy(*booked);
      else if (booked->status == booking_status::paid)
        state_.customers.give_back(*booked, booked->seats.size());
    }
    booked->status = status;
    return booked;
  }

  /// Whether the show limits the seats of a customer, PAID ones included.
  [[nodiscard]] bool has_limit() const {
    return state_.plan && state_.plan->body.max_seats_per_customer;
  }

  /// Takes the booking off these seats. What has ended may name former ones.
  void leave(const booking& booked, const seat_list& seats) {
    for (auto index : seats) {
      if (index >= state_.seats.size())
        continue;
      auto& seat = state_.seats.edit(index);
      seat.claims.erase(booked.number);
      if (seat.owner == booked.number)
        seat.owner = 0, seat.sold = false;
    }
  }

  void own(const booking& booked) {
    for (auto index : booked.seats) {
      if (index >= state_.seats.size())
        continue;
      auto& seat = state_.seats.edit(index);
      seat.owner = booked.number;
      seat.sold = booked.status == booking_status::paid;
    }
  }

  void note_decision(booking& booked, const round_draw& drawn, review_rule rule,
                     const std::vector<booking_number>& others) {
    booked.decided_at = at_;
    booked.drawn = drawn;
    booked.rule = rule;
    if (!others.empty() || booked.details.has_value())
      booked.details.edit().others = others;
    state_.round = std::max(state_.round, drawn.round);
  }

  /// Before the first change of a booking's seats: what was requested, and what each seat costs.
  void note_request(booking& booked) {
    if (!booked.details->requested_seats.empty())
      return;
    std::vector<std::int64_t> prices;
    for (const auto& line : lines_of(*state_.plan, booked))
      prices.push_back(line.price);
    auto& details = booked.details.edit();
    details.requested_seats = booked.seats;
    details.requested_types = details.types;
    details.requested_prices = prices;
    details.prices = std::move(prices);
  }

  /// Removes the seats from the booking; returns those that it had.
  static seat_list take_away(booking& booked, const seat_list& unwanted) {
    auto& details = booked.details.edit();
    seat_list removed;
    seat_list left;
    std::size_t place = 0;
    for (auto seat : booked.seats) {
      if (std::find(unwanted.begin(), unwanted.end(), seat) == unwanted.end()) {
        details.prices[left.size()] = details.prices[place];
        if (place < details.types.size())
          details.types[left.size()] = details.types[place];
        left.push_back(seat);
      } else {
        removed.push_back(seat);
      }
      ++place;
    }
    details.prices.resize(left.size());
    if (!details.types.empty())
      details.types.resize(left.size());
    booked.seats = std::move(left);
    return removed;
  }

  template <class Fact>
  static void note_payment(booking_details& details, const Fact& fact, payment_status status,
                           std::optional<refund_reason> refund = std::nullopt, paid_how how = {}) {
    details.payments.push_back({fact.payment, status, refund, how, {}, 0, {}});
  }

  template <class Fact>
  static void note_money_back(booking_details& details, const Fact& fact) {
    details.payments.push_back({fact.payment,
                                payment_status::refunded,
                                std::nullopt,
                                {},
                                fact.amount,
                                fact.total.value_or(0),
                                fact.dispute.value_or("")});
  }

  show_state& state_;
  std::uint64_t seq_;
  time_ms at_;
};

} // namespace

std::shared_ptr<const show_plan> plan_of(show_body body, std::uint64_t since,
                                         const std::vector<seat_id>& former) {
  auto seats = body.rows.share();
  if (!former.empty())
    seats = seat_table{body.rows.all(), former};
  std::vector<std::int64_t> prices;
  prices.reserve(body.rows.size());
  for (const auto& row : body.rows) {
    const auto* in_class = find_class(body, row.seat_class);
    prices.push_back(body.price + (in_class != nullptr ? in_class->price : 0));
  }
  return std::make_shared<const show_plan>(
      show_plan{std::move(seats), std::move(body), since, std::move(prices)});
}

seat_status show_state::status_of(seat_index index) const {
  const auto& seat = seats[index];
  if (seat.blocked)
    return seat_status::blocked;
  if (seat.owner != 0)
    return seat.sold ? seat_status::sold : seat_status::held;
  return seat.claims.empty() ? seat_status::available : seat_status::in_review;
}

void evolve(show_state& state, const recorded& record) {
  std::visit(evolver{state, record.seq, record.at}, record.event);
  if (const auto* expired = std::get_if<booking_expired>(&record.event); expired && expired->round)
    state.round = std::max(state.round, *expired->round);
  state.seq = record.seq;
  state.last_at = record.at;
}

} // namespace boxoffice::events
