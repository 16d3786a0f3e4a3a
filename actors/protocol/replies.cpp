#include "actors/protocol/replies.hpp"

namespace boxoffice::actors {

seat_map seat_map_of(const events::show_state& show) {
  seat_map map{show.id, show.plan, show.sales, show.seq, {}};
  map.seats.reserve(show.seats.size());
  for (std::size_t seat = 0; seat < show.seats.size(); ++seat)
    map.seats.push_back(show.status_of(static_cast<events::seat_index>(seat)));
  return map;
}

} // namespace boxoffice::actors
