#include "events/decide/choosing.hpp"

#include "events/choose/best_available.hpp"
#include "events/choose/single_seats.hpp"
#include "events/decide/admission.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// How the seats of a show stand for a customer. Nearly always nothing has run out whose expiry is
/// not logged, and then no seat costs the search of a booking.
class seat_standings {
public:
  seat_standings(const show_state& show, const request_booking& request, const rules& rules)
      : show_{show}, request_{request}, rules_{rules} {
    if (!show.under_review.empty())
      claims_ran_out_ = is_over(*show.under_review.begin());
    holds_ran_out_ = !show.unpaid.empty() && show.unpaid.next() <= request.at;
    auto has_endings = [&](const customer_id& id) { return show.customers.has_endings(id); };
    may_wait_ = claims_ran_out_ || holds_ran_out_ || has_endings(request.customer) ||
                std::any_of(request.formerly.begin(), request.formerly.end(), has_endings);
  }

  [[nodiscard]] standing of(seat_index index) const {
    const auto& seat = show_.seats[index];
    if (seat.blocked)
      return standing::taken;
    if (seat.owner != 0 && (seat.sold || !holds_ran_out_ || !is_over(seat.owner)))
      return standing::taken;
    if (seat.claims.empty())
      return standing::free;
    auto runs = [&](booking_number number) { return !is_over(number); };
    if (!claims_ran_out_ || std::any_of(seat.claims.begin(), seat.claims.end(), runs))
      return standing::claimed;
    return standing::free;
  }
  [[nodiscard]] bool must_wait_for(seat_index seat) const {
    return may_wait_ && must_wait(show_, seat, request_, rules_);
  }
  [[nodiscard]] bool may_wait() const { return may_wait_; }

private:
  [[nodiscard]] bool is_over(booking_number number) const {
    const auto* booked = show_.find(number);
    return booked == nullptr || ran_out(*booked, request_.at, rules_);
  }

  const show_state& show_;
  const request_booking& request_;
  const rules& rules_;
  bool claims_ran_out_ = false; ///< some, unlogged
  bool holds_ran_out_ = false;
  bool may_wait_ = false;
};

} // namespace

seat_list choose_seats(const show_state& show, const request_booking& request, const rules& rules) {
  seat_standings standings{show, request, rules};
  return best_available(
      *show.plan, *request.best_available, [&](seat_index seat) { return standings.of(seat); },
      [&](seat_index seat) { return !standings.must_wait_for(seat); });
}

std::optional<refusal> refuse_single_seats(const show_state& show, const request_booking& request,
                                           const seat_list& seats, const rules& rules) {
  seat_standings standings{show, request, rules};
  auto look = [&](hall_place& place) {
    place.now = standings.of(place.seat);
    place.eligible = place.now == standing::free && !place.is_access;
  };
  if (single_seats_left(seating_around(*show.plan, seats, look), seats).empty())
    return std::nullopt;
  auto hall = seating_of(*show.plan, look);
  auto conflict = single_seat_conflict_of(hall, seats);
  if (!conflict)
    return std::nullopt;
  refusal refused{errc::leaves_single_seat, {}, {}};
  refused.singles = ids_of(*show.plan, conflict->singles);
  // The refusal does not depend on what the customer must wait for, but what is suggested does.
  if (standings.may_wait()) {
    for (auto& place : hall.places)
      place.eligible = place.eligible && !standings.must_wait_for(place.seat);
    auto possible = single_seat_conflict_of(hall, seats);
    if (!possible || possible->singles.size() != conflict->singles.size())
      return refused;
    conflict = possible;
  }
  refused.suggestion = ids_of(*show.plan, conflict->instead);
  return refused;
}

std::vector<seat_id> ids_of(const show_plan& plan, const seat_list& seats) {
  std::vector<seat_id> ids;
  ids.reserve(seats.size());
  for (auto seat : seats)
    ids.push_back(plan.seats[seat].id);
  return ids;
}

} // namespace boxoffice::events
