#include "actors/protocol/replies.hpp"

#include "events/hash.hpp"

#include <algorithm>

namespace boxoffice::actors {

seen_booking seen(const booking_view& view) {
  auto text = std::to_string(view.booking.amount);
  for (auto seat : view.booking.seats)
    text.append(" ").append(view.plan->seats[seat].id.text());
  auto hash = events::sha256({events::bytes_of(text)});
  seen_booking out{view.booking.status, {}};
  std::copy_n(hash.begin(), out.digest.size(), out.digest.begin());
  return out;
}

seat_map seat_map_of(const events::show_state& show) {
  seat_map map{show.id, show.plan, show.sales, show.seq, {}};
  map.seats.reserve(show.seats.size());
  for (std::size_t seat = 0; seat < show.seats.size(); ++seat)
    map.seats.push_back(show.status_of(static_cast<events::seat_index>(seat)));
  return map;
}

} // namespace boxoffice::actors
