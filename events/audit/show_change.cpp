#include "events/audit/books.hpp"

#include <unordered_set>

namespace boxoffice::events {

namespace {

template <class T>
bool names_as_it_is(const std::optional<T>& named, const T& now) {
  return named && *named == now;
}

std::string_view unchanged_of_movie(const show_changes& named, const show_body& now) {
  if (names_as_it_is(named.poster, now.poster))
    return "poster";
  if (names_as_it_is(named.running_time, now.running_time))
    return "runningTime";
  if (names_as_it_is(named.rating, now.rating))
    return "rating";
  if (names_as_it_is(named.language, now.language))
    return "language";
  return {};
}

/// A member that the event names although it has that value; empty if there is none.
std::string_view unchanged_member(const show_changes& named, const show_body& now) {
  if (names_as_it_is(named.movie, now.movie))
    return "movie";
  if (names_as_it_is(named.hall, now.hall))
    return "hall";
  if (names_as_it_is(named.starts_at, now.starts_at))
    return "startsAt";
  if (names_as_it_is(named.sales_close_at, std::optional{now.sales_close_at}))
    return "salesCloseAt";
  if (names_as_it_is(named.price, now.price))
    return "price";
  if (names_as_it_is(named.classes, now.classes))
    return "classes";
  if (names_as_it_is(named.rows, now.rows))
    return "rows";
  if (names_as_it_is(named.time_zone, now.time_zone))
    return "timeZone";
  if (names_as_it_is(named.opens_at, now.opens_at))
    return "opensAt";
  if (named.price_types &&
      named.price_types->value_or(std::vector<price_type>{}) == now.price_types)
    return "priceTypes";
  if (names_as_it_is(named.max_seats_per_customer, now.max_seats_per_customer))
    return "maxSeatsPerCustomer";
  if (named.single_seats && named.single_seats->value_or(single_seats::allow) == now.single_seats)
    return "singleSeats";
  return unchanged_of_movie(named, now);
}

} // namespace

objection auditor::books::check(const show_changed& fact) {
  if (state_.sales == sales_status::cancelled)
    return "a cancelled show is changed";
  const auto& changes = fact.changes;
  if (changes == show_changes{})
    return "ShowChanged changes nothing";
  if (auto member = unchanged_member(changes, state_.plan->body); !member.empty())
    return sentence(member, " is changed to what it is");
  if (changes.sales_close_at && !*changes.sales_close_at)
    return "the show is left without a close of sales";
  auto after = state_.plan->body;
  apply(changes, after);
  if (auto errors = errors_in(after); !errors.empty())
    return sentence("the show cannot be so: ", errors.front().field, " ", errors.front().detail);
  return changes.rows ? check_layout(after) : std::nullopt;
}

/// Every seat that is claimed, held, sold or blocked is still there.
objection auditor::books::check_layout(const show_body& after) const {
  std::unordered_set<std::string_view> there;
  for (const auto& row : after.rows)
    for (const auto& seat : row.seats)
      if (seat)
        there.insert(seat->text);
  for (std::size_t i = 0; i < state_.seats.size(); ++i) {
    auto seat = static_cast<seat_index>(i);
    if (there.contains(name_of(seat)))
      continue;
    if (auto why = taken(seat, -1))
      return sentence("seat ", name_of(seat), " is taken out of the hall, but ", *why);
  }
  if (there.size() + state_.plan->seats.size_with_former() > most_seats_ever)
    return "the show had too many different seats";
  return std::nullopt;
}

} // namespace boxoffice::events
