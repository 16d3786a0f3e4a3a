// The shows that a run opens for itself, and which seats its bookings ask for.
#pragma once

#include "load/options.hpp"

#include <cstdint>
#include <string>

namespace boxoffice::load {

/// Two seats of one show; the second is the one beside the first.
struct seat_pair {
  std::uint64_t show;
  std::uint32_t first; ///< from 0 in the hall
};

/// Shows of equal halls, numbered from 0. `at_once` of them are asked for at a time, and when they
/// are sold out the next ones.
struct halls {
  std::string prefix; ///< of the shows' ids; another in each run
  std::uint64_t shows = 0;
  std::uint64_t at_once = 1;
  std::uint32_t seats = 0; ///< of each; even

  /// How many bookings of two seats there are that do not clash.
  [[nodiscard]] std::uint64_t bookings() const { return shows * (seats / 2); }
  /// Seats of the `number`-th booking (from 0, below bookings()): no two share a seat.
  [[nodiscard]] seat_pair seats_of(std::uint64_t number) const;
};

inline constexpr std::uint32_t largest_hall = 10'000; ///< seats
inline constexpr std::uint32_t contested_seats = 20;
inline constexpr std::uint32_t seats_a_row = 100;
inline constexpr std::int64_t seat_price = 15'000; ///< minor units of `currency`
inline constexpr const char* currency = "INR";

/// Halls for the options; `tag` makes the ids of this run its own.
[[nodiscard]] halls plan_halls(const options& asked, const std::string& tag);

/// A body of POST /api/movieshow that opens shows from `next` on, as many as go well into one
/// body; moves `next` behind them.
[[nodiscard]] std::string opening_body(const halls& all, std::uint64_t& next);

/// Puts `R3-17`, the id of a seat from its number in the hall (here 316).
char* write_seat(char* to, std::uint32_t seat);

} // namespace boxoffice::load
