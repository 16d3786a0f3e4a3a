// Seats that the clients of one address may ask for, over all shows, as token buckets.
#pragma once

#include "events/ids.hpp"
#include "http/limits/rate_limit.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// What became of a booking whose seats were taken from an allowance.
enum class booking_end : std::uint8_t {
  open,     ///< it may still be paid
  paid,     ///< its seats go back to the allowance
  rejected, ///< likewise: they were never kept from anybody
  unpaid,   ///< expired or cancelled; time alone fills the allowance again
};

/// Seats are taken at a request and come back with time, or at once where the request is refused
/// or the booking paid. Nobody tells an allowance of a payment, which may come to any node; who
/// asks for more than there is learns which bookings to look at first. What time has given back is
/// counted for the oldest bookings, so that these are never more than the seats that are missing.
/// Safe to use from any thread.
class seat_allowance {
public:
  using clock = std::chrono::steady_clock;
  using address = boost::asio::ip::address;

  /// `seats` at once and `per_minute` more with time. At most `most` addresses and `most` bookings
  /// are remembered; the longest unseen addresses are forgotten first, with their bookings.
  seat_allowance(std::size_t seats, std::size_t per_minute, std::size_t most);

  /// Takes so many seats, of a request for more than the allowance can ever have all that it can.
  /// Where there are fewer nothing is taken: the seconds until there are enough, rounded up.
  [[nodiscard]] std::optional<int> take(const address& from, std::size_t seats,
                                        clock::time_point now);
  /// What take() took, for a request that was refused.
  void give_back(const address& from, std::size_t seats, clock::time_point now);
  /// What take() took became a booking.
  void remember(const address& from, const events::request_id& booking, std::size_t seats,
                clock::time_point now);

  /// The bookings that may have been paid meanwhile, oldest first; none within a second after they
  /// were asked for last.
  [[nodiscard]] std::vector<events::request_id> in_doubt(const address& from,
                                                         clock::time_point now);
  void settle(const address& from, const events::request_id& booking, booking_end end,
              clock::time_point now);

  /// Of all addresses.
  [[nodiscard]] std::size_t remembered() const;

private:
  struct taken {
    events::request_id booking;
    double seats; ///< those that time has not given back
  };
  struct bucket {
    address from;
    double seats;
    clock::time_point filled_at;
    std::optional<clock::time_point> looked_at{};
    std::deque<taken> bookings{}; ///< oldest first
  };

  bucket& bucket_of(const address& from, clock::time_point now);
  void fill(bucket& one, clock::time_point now);
  void forget_last();

  const double most_seats_;
  const double per_second_;
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::list<bucket> by_use_; ///< last used first
  std::unordered_map<address, std::list<bucket>::iterator, address_hash> buckets_;
  std::size_t remembered_ = 0;
};

} // namespace boxoffice::http
