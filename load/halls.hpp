// The shows that a run opens and the seats that its bookings request.
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

/// Shows with equal halls, numbered from 0. `at_once` of them are booked at a time; when they are
/// sold out, the next ones.
struct halls {
  std::string prefix; ///< of the shows' ids; differs in each run
  std::uint64_t shows = 0;
  std::uint64_t at_once = 1;
  std::uint32_t seats = 0; ///< of each; even

  /// Number of bookings of two seats without a conflict.
  [[nodiscard]] std::uint64_t bookings() const { return shows * (seats / 2); }
  /// Seats of the `number`-th booking (from 0, below bookings()): no two share a seat.
  [[nodiscard]] seat_pair seats_of(std::uint64_t number) const;
};

inline constexpr std::uint32_t largest_hall = 10'000; ///< seats
inline constexpr std::uint32_t contested_seats = 20;
inline constexpr std::uint32_t seats_a_row = 100;
inline constexpr std::int64_t seat_price = 15'000; ///< minor units of `currency`
inline constexpr const char* currency = "INR";

/// Halls for the options; `tag` keeps the ids of runs apart.
[[nodiscard]] halls plan_halls(const options& chosen, const std::string& tag);

/// A body of POST /api/movieshow that opens shows from `next` on, as many as fit well into one
/// body. Advances `next` past them.
[[nodiscard]] std::string opening_body(const halls& all, std::uint64_t& next);

/// Writes the id of the seat with this number in the hall: 316 is `R3-17`. Returns the end.
char* write_seat(char* to, std::uint32_t seat);

} // namespace boxoffice::load
