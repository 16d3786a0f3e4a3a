#include "events/state/show_change.hpp"

#include "events/state/lines.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::events {

namespace {

/// Where the seats of a layout are in the next one.
class seat_moves {
public:
  seat_moves(const show_state& state, const seat_table& hall)
      : before_{state.plan}, to_(before_->seats.size_with_former()) {
    const auto used = named_by_bookings(state);
    for (std::size_t old = 0; old < to_.size(); ++old) {
      const seat_id id = before_->seats[static_cast<seat_index>(old)].id;
      if (auto place = hall.find(id, old)) {
        to_[old] = *place;
      } else if (used[old]) {
        to_[old] =
            static_cast<seat_index>(std::min(hall.size() + former_.size(), most_seats_ever - 1));
        former_.push_back(id);
      }
    }
  }

  [[nodiscard]] const std::vector<seat_id>& former() const { return former_; }
  [[nodiscard]] seat_index operator()(seat_index old) const { return to_[old]; }
  [[nodiscard]] seat_list operator()(const seat_list& old) const {
    seat_list seats;
    for (auto each : old)
      seats.push_back(to_[each]);
    return seats;
  }

  /// The seats of the new layout, each as it stood.
  [[nodiscard]] seat_states moved(const seat_states& old, const seat_table& hall) const {
    seat_states seats{hall.size()};
    for (std::size_t i = 0; i < old.size(); ++i)
      if (hall.find(before_->seats[static_cast<seat_index>(i)].id, i) && !old[i].is_free())
        seats.edit(to_[i]) = old[i];
    return seats;
  }

  void move(booking& booked) const {
    booked.seats = (*this)(booked.seats);
    if (!booked.details.has_value())
      return;
    auto& details = booked.details.edit();
    details.seats_lost = (*this)(details.seats_lost);
    details.requested_seats = (*this)(details.requested_seats);
    for (auto& each : details.admitted)
      each.seat = to_[each.seat];
  }

private:
  [[nodiscard]] std::vector<bool> named_by_bookings(const show_state& state) const {
    std::vector<bool> used(to_.size());
    auto note = [&](const seat_list& seats) {
      for (auto each : seats)
        used[each] = true;
    };
    for (const auto& booked : state.bookings) {
      note(booked.seats);
      note(booked.details->seats_lost);
      note(booked.details->requested_seats);
      for (const auto& each : booked.details->admitted)
        used[each.seat] = true;
    }
    for (const auto& each : state.customers.endings())
      note(each.seats);
    return used;
  }

  std::shared_ptr<const show_plan> before_;
  std::vector<seat_index> to_; ///< by index; of seats that nobody names any
  std::vector<seat_id> former_;
};

const price_type_id* first_type(const show_body& body) {
  return body.price_types.empty() ? nullptr : &body.price_types.front().id;
}

bool is_same(const price_type_id* a, const price_type_id* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

/// Writes down what follows from the plan so far, which is about to change.
void pin(const std::vector<booking_line>& lines, std::vector<std::int64_t>& prices,
         std::vector<price_type_id>* types) {
  if (prices.empty())
    for (const auto& line : lines)
      prices.push_back(line.price);
  if (types == nullptr || !types->empty())
    return;
  std::vector<price_type_id> found;
  for (const auto& line : lines)
    found.push_back(line.type != nullptr ? *line.type : price_type_id{});
  *types = std::move(found);
}

void pin_lines(const show_plan& before, booking& booked, bool has_other_default) {
  auto now = lines_of(before, booked);
  auto requested = requested_lines(before, booked);
  auto& details = booked.details.edit();
  pin(now, details.prices, has_other_default ? &details.types : nullptr);
  if (!details.requested_seats.empty())
    pin(requested, details.requested_prices,
        has_other_default ? &details.requested_types : nullptr);
}

/// The book of customers counts PAID seats only in shows with a limit.
void count_paid_seats(show_state& state, bool is_limited) {
  for (const auto& booked : state.bookings) {
    if (booked.status != booking_status::paid)
      continue;
    if (is_limited)
      state.customers.buy(booked);
    else
      state.customers.give_back(booked, booked.seats.size());
  }
}

} // namespace

void change_plan(show_state& state, const show_changes& changes, std::uint64_t seq) {
  const auto before = state.plan;
  auto after = before->body;
  apply(changes, after);
  if (concerns_prices(changes)) {
    auto has_other_default = !is_same(first_type(before->body), first_type(after));
    for (auto& booked : state.bookings.edit_all())
      pin_lines(*before, booked, has_other_default);
  }
  auto is_limited = after.max_seats_per_customer.has_value();
  if (is_limited != before->body.max_seats_per_customer.has_value())
    count_paid_seats(state, is_limited);
  if (!changes.rows) {
    state.plan = plan_of(std::move(after), seq, before->seats.former());
    return;
  }
  const seat_moves moves{state, after.rows.share()};
  state.plan = plan_of(std::move(after), seq, moves.former());
  state.seats = moves.moved(state.seats, state.plan->seats);
  for (auto& booked : state.bookings.edit_all())
    moves.move(booked);
  state.customers.renumber([&](seat_index old) { return moves(old); });
}

} // namespace boxoffice::events
