#include "events/choose/blocks.hpp"

#include <algorithm>

namespace boxoffice::events {

namespace {

using row_places = std::span<const hall_place>;

bool is_free(row_places places, std::size_t at) {
  return at < places.size() && places[at].now == standing::free;
}

/// Whether a neighbour of a block becomes a single seat; `beyond` is its other neighbour. It was
/// none before, because the block's places were free.
bool becomes_single(row_places places, std::size_t neighbour, std::size_t beyond) {
  return is_free(places, neighbour) && !places[neighbour].is_access && !is_free(places, beyond);
}

std::int64_t square(std::int64_t value) { return value * value; }

} // namespace

hall_spot best_spot(const seating& hall) {
  return {2 * (static_cast<std::int64_t>(hall.rows_of_hall) - 1), 0};
}

hall_spot centre_of(const seating& hall, const block& at) {
  auto last = at.first + at.size - 1;
  auto width = hall.of(at.row).size();
  return {3 * std::int64_t{hall.rows[at.row].number},
          static_cast<std::int64_t>(at.first + last) - (static_cast<std::int64_t>(width) - 1)};
}

std::int64_t distance_of(const seating& hall, const block& at, const hall_spot& to) {
  auto centre = centre_of(hall, at);
  return square(2 * (centre.row_thirds - to.row_thirds)) +
         square(3 * (centre.half_places - to.half_places));
}

placed_block best_in_run(const seating& hall, const block& run, std::size_t size,
                         const hall_spot& near) {
  auto places = hall.of(run.row);
  std::optional<placed_block> best;
  for (auto first = run.first; first + size <= run.first + run.size; ++first) {
    block at{run.row, first, size};
    // Left of the first place, indexes wrap around and are in no row.
    auto singles = int{becomes_single(places, first - 1, first - 2)} +
                   int{becomes_single(places, first + size, first + size + 1)};
    block_cost cost{singles, distance_of(hall, at, near), hall.rows[run.row].claims};
    if (!best || cost < best->cost)
      best = {at, cost};
  }
  return *best;
}

std::optional<placed_block> best_in_row(const seating& hall, std::size_t row, std::size_t size,
                                        const hall_spot& near) {
  auto places = hall.of(row);
  std::optional<placed_block> best;
  block run{row, 0, 0};
  for (std::size_t at = 0; at < places.size(); ++at) {
    run.size = places[at].eligible ? run.size + 1 : 0;
    auto ends = at + 1 == places.size() || !places[at + 1].eligible;
    if (run.size < size || !ends)
      continue;
    run.first = at + 1 - run.size;
    if (auto part = best_in_run(hall, run, size, near); !best || part.cost < best->cost)
      best = part;
  }
  return best;
}

std::vector<block> runs_of(const seating& hall) {
  std::vector<block> runs;
  for (std::size_t row = 0; row < hall.rows.size(); ++row) {
    auto places = hall.of(row);
    for (std::size_t at = 0; at < places.size(); ++at) {
      if (!places[at].eligible)
        continue;
      if (at == 0 || !places[at - 1].eligible)
        runs.push_back({row, at, 0});
      ++runs.back().size;
    }
  }
  return runs;
}

seat_list seats_of(const seating& hall, const std::vector<block>& blocks) {
  std::vector<seat_index> seats;
  for (const auto& each : blocks)
    for (const auto& place : hall.of(each.row).subspan(each.first, each.size))
      seats.push_back(place.seat);
  std::ranges::sort(seats);
  seat_list list;
  for (auto seat : seats)
    list.push_back(seat);
  return list;
}

} // namespace boxoffice::events
