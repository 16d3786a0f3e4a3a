#include "events/state/show_state.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// Applies one event; one overload for each type.
class evolver {
public:
  evolver(show_state& state, std::uint64_t seq, time_ms at) : state_{state}, seq_{seq}, at_{at} {}

  void operator()(const show_opened& fact) {
    state_.plan = plan_of(fact.body);
    state_.seats.assign(state_.plan->seats.size(), {});
    state_.rules = fact.rules;
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
    const auto* added = state_.bookings.add(std::move(requested));
    if (added == nullptr)
      return;
    for (auto seat : added->seats)
      state_.seats[seat].claims.insert(seq_);
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
    details.received = fact.amount;
    details.paid_at = fact.paid_at;
    details.payments.push_back({fact.payment, payment_status::success, std::nullopt, fact.how});
  }
  void operator()(const payment_failed& fact) {
    if (auto* booked = find(fact.number))
      booked->details.edit().payments.push_back(
          {fact.payment, payment_status::failed, std::nullopt, {}});
  }
  void operator()(const refund_due& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto& details = booked->details.edit();
    details.refunds.push_back({fact.payment, fact.amount, fact.reason, at_});
    // The payment of a booking that was paid and then cancelled has an entry already.
    if (details.paid_by != fact.payment)
      details.payments.push_back({fact.payment, payment_status::success, fact.reason, {}});
  }
  void operator()(const refund_completed& fact) {
    auto* booked = find(fact.number);
    if (booked == nullptr)
      return;
    auto& details = booked->details.edit();
    std::erase_if(details.refunds,
                  [&](const open_refund& due) { return due.payment == fact.payment; });
    details.payments.push_back({fact.payment, payment_status::refunded, std::nullopt, {}});
  }

private:
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
      state_.seats[seat].blocked = blocked;
  }

  /// Closes a booking that expires or is cancelled.
  booking* end(booking_number number, booking_status status) {
    const auto* booked = find(number);
    auto unpaid = booked != nullptr && is_open(booked->status);
    auto* ended = change_status(number, status);
    if (unpaid)
      state_.customers.end_unpaid(*ended, at_);
    return ended;
  }

  /// Takes the booking off its seats and out of the open work, and gives it its new status.
  booking* change_status(booking_number number, booking_status status) {
    auto* booked = find(number);
    if (booked == nullptr)
      return nullptr;
    for (auto index : booked->seats) {
      auto& seat = state_.seats[index];
      seat.claims.erase(number);
      if (seat.owner == number)
        seat.owner = 0, seat.sold = false;
    }
    if (booked->status == booking_status::in_review)
      state_.under_review.erase(number);
    if (booked->status == booking_status::confirmed)
      state_.unpaid.erase(booked->pay_by, number);
    if (is_open(booked->status) != is_open(status)) {
      if (is_open(status))
        state_.customers.open(*booked);
      else
        state_.customers.close(*booked);
    }
    booked->status = status;
    return booked;
  }

  void own(const booking& booked) {
    for (auto index : booked.seats) {
      auto& seat = state_.seats[index];
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

  show_state& state_;
  std::uint64_t seq_;
  time_ms at_;
};

} // namespace

std::shared_ptr<const show_plan> plan_of(show_body body) {
  seat_table seats{body};
  return std::make_shared<const show_plan>(show_plan{std::move(seats), std::move(body)});
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
