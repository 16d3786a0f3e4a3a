// Seats that the clients of one address may ask for, over all shows.
#pragma once

#include "events/ids.hpp"
#include "http/limits/addresses_by_use.hpp"
#include "http/limits/token_bucket.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// What became of a booking whose seats were taken from an allowance.
enum class booking_end : std::uint8_t {
  open,     ///< it may still be paid
  paid,     ///< with money: its seats go back to the allowance
  rejected, ///< likewise: they were never kept from anybody
  unpaid,   ///< expired, cancelled or free of charge; time alone fills the allowance again
};

/// A token bucket of seats for each address. A request takes seats. They come back with time, or at
/// once if the request is refused or the booking is paid with money. The allowance is not notified
/// of payments, which may arrive at any node; if a request finds too few seats, in_doubt() lists
/// the bookings to ask about first. Seats that come back with time are credited to the oldest
/// bookings, so the listed bookings never have more seats than are missing. Safe to use from any
/// thread.
class seat_allowance {
public:
  using clock = token_bucket::clock;
  using address = boost::asio::ip::address;

  /// `seats` at once and `per_minute` more with time. At most `most` addresses and `most` bookings
  /// are remembered; the longest unseen addresses are forgotten first, with their bookings.
  seat_allowance(std::size_t seats, std::size_t per_minute, std::size_t most);

  /// Takes `seats`, or the full allowance if `seats` is more than it can ever have. If too few are
  /// left, takes nothing and returns the seconds until there are enough, rounded up.
  [[nodiscard]] std::optional<int> take(const address& from, std::size_t seats,
                                        clock::time_point now);
  /// Gives back what take() took for a request that was refused.
  void give_back(const address& from, std::size_t seats, clock::time_point now);
  /// Notes that what take() took became a booking.
  void remember(const address& from, const events::request_id& booking, std::size_t seats,
                clock::time_point now);

  /// The bookings that may have been paid meanwhile, oldest first; none within a second of the last
  /// call that returned some.
  [[nodiscard]] std::vector<events::request_id> in_doubt(const address& from,
                                                         clock::time_point now);
  void settle(const address& from, const events::request_id& booking, booking_end end,
              clock::time_point now);

  /// Bookings of all addresses.
  [[nodiscard]] std::size_t remembered() const;

private:
  struct taken {
    events::request_id booking;
    double seats; ///< those that time has not given back
  };
  struct entry {
    token_bucket seats;
    std::optional<clock::time_point> looked_at{};
    std::deque<taken> bookings{}; ///< oldest first
  };

  entry& entry_of(const address& from, clock::time_point now);
  void fill(entry& one, clock::time_point now);
  void forget_oldest();

  const token_bucket::rules rules_;
  const std::size_t most_;
  mutable std::mutex mutex_;
  addresses_by_use<entry> entries_;
  std::size_t remembered_ = 0;
};

} // namespace boxoffice::http
