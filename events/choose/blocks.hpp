// Seats side by side in one row, and what choosing them costs. For events/choose and its tests.
#pragma once

#include "events/choose/seating.hpp"

#include <compare>
#include <optional>
#include <vector>

namespace boxoffice::events {

/// A point of the hall as a plan with square places has it.
struct hall_spot {
  std::int64_t row_thirds{};  ///< a row's number, times 3
  std::int64_t half_places{}; ///< to the right of the middle of the row, times 2
};
/// The middle of the row two thirds of the way from the first row to the last.
[[nodiscard]] hall_spot best_spot(const seating& hall);

/// Places side by side.
struct block {
  std::size_t row{}; ///< index into seating::rows
  std::size_t first{};
  std::size_t size{};
};
[[nodiscard]] hall_spot centre_of(const seating& hall, const block& at);
/// From the centre to the spot, in sixths of a place, squared.
[[nodiscard]] std::int64_t distance_of(const seating& hall, const block& at, const hall_spot& to);

/// In the order of preferences: smaller is better.
struct block_cost {
  std::int64_t singles{};  ///< seats that become single seats
  std::int64_t distance{}; ///< see distance_of()
  std::int64_t claims{};   ///< claimed seats in the row

  friend auto operator<=>(const block_cost&, const block_cost&) = default;
  block_cost& operator+=(const block_cost& other) {
    singles += other.singles, distance += other.distance, claims += other.claims;
    return *this;
  }
  friend block_cost operator-(block_cost one, const block_cost& other) {
    one.singles -= other.singles, one.distance -= other.distance, one.claims -= other.claims;
    return one;
  }
};

struct placed_block {
  block at;
  block_cost cost;
};

/// Eligible places side by side, as many as there are, from the first row on.
[[nodiscard]] std::vector<block> runs_of(const seating& hall);

/// The part of that size with the least cost, of these the first from the left. The run must have
/// that many places.
[[nodiscard]] placed_block best_in_run(const seating& hall, const block& run, std::size_t size,
                                       const hall_spot& near);
/// The best of all eligible parts of a row; nothing if it has none.
[[nodiscard]] std::optional<placed_block> best_in_row(const seating& hall, std::size_t row,
                                                      std::size_t size, const hall_spot& near);

/// The seats of these blocks in the order of the plan.
[[nodiscard]] seat_list seats_of(const seating& hall, const std::vector<block>& blocks);

} // namespace boxoffice::events
