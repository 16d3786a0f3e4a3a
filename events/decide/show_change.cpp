// Changes of an open show by the operator (spec section 6).
#include "events/decide/admission.hpp"
#include "events/decide/decide.hpp"
#include "events/decide/new_show.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

/// The show with the changes. The close of sales keeps its distance to the start, unless it is
/// named too.
show_body body_with(const show_body& before, const show_changes& wanted) {
  auto body = before;
  apply(wanted, body);
  if (wanted.starts_at && !wanted.sales_close_at)
    body.sales_close_at =
        std::max<time_ms>(0, before.sales_close_at + (body.starts_at - before.starts_at));
  return body;
}

/// The checks of a new show. The currency cannot be changed, so that of an old log may stay.
std::vector<field_error> errors_in_changed(const show_body& body) {
  auto errors = errors_in_new(body);
  std::erase_if(errors, [](const field_error& each) { return each.field == "currency"; });
  return errors;
}

seat_list seats_not_in(const seat_table& hall, const show_state& show) {
  seat_list gone;
  for (std::size_t i = 0; i < show.seats.size(); ++i) {
    auto seat = static_cast<seat_index>(i);
    if (!hall.find(show.plan->seats[seat].id, i))
      gone.push_back(seat);
  }
  return gone;
}

/// What the change of a layout needs first: the expiry of what ran out on seats that go.
decision make_room(const show_state& show, const show_body& body, time_ms at, const rules& rules) {
  const seat_table hall{body.rows.all()};
  if (hall.size() + show.plan->seats.size_with_former() > most_seats_ever)
    return refusal{
        errc::invalid_request, {}, {{"rows", "must not rename so many seats once more"}}};
  auto gone = seats_not_in(hall, show);
  refusal used{errc::seats_in_use, {}, {}};
  for (auto seat : gone)
    if (auto use = in_use(show, seat, at, rules))
      used.seats.push_back(std::move(*use));
  if (!used.seats.empty())
    return used;
  return expire_what_ran_out(show, gone, at, rules);
}

} // namespace

decision events_for(const show_state& show, const change_show& command, const rules& rules) {
  if (!show.opened())
    return refused(errc::show_not_found);
  auto body = body_with(show.plan->body, command.changes);
  auto changes = difference(show.plan->body, body);
  if (changes == show_changes{})
    return std::vector<event>{};
  if (show.sales == sales_status::cancelled)
    return refused(errc::sales_closed);
  if (auto errors = errors_in_changed(body); !errors.empty())
    return refusal{errc::invalid_request, {}, std::move(errors)};
  auto decided =
      changes.rows ? make_room(show, body, command.at, rules) : decision{std::vector<event>{}};
  if (decided)
    decided->emplace_back(show_changed{std::move(changes), command.by});
  return decided;
}

} // namespace boxoffice::events
