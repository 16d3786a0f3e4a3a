// Generates the requests of one thread, in the mix of the scenario.
#pragma once

#include "load/halls.hpp"
#include "load/times.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::load {

/// Writes one request after another. Allocates for payments only.
class request_maker {
public:
  /// One of `parts` makers that share the bookings between them. All references must outlive it.
  request_maker(const options& chosen, const halls& shows, const payment_plan& payments,
                unsigned part, unsigned parts);

  /// Call it before the first request.
  void begin_at(const run_times& times) { times_ = times; }
  /// Replaces `bytes` by the next request, which begins at `now`. Returns nothing and leaves
  /// `bytes` alone if all seats are sold.
  [[nodiscard]] std::optional<call> next(std::string& bytes, clock::time_point now);
  /// Notes that a booking of this maker was accepted with this response body; it may be paid later.
  void booked(std::string_view response, clock::time_point now);

private:
  struct unpaid {
    std::string reqid;
    clock::time_point since;
  };

  [[nodiscard]] call kind_of_next();
  [[nodiscard]] bool may_pay(clock::time_point now);
  [[nodiscard]] std::optional<seat_pair> next_seats(clock::time_point now);
  void read_map(std::string& bytes);
  void book(std::string& bytes, const seat_pair& seats);
  void pay(std::string& bytes);

  const options& chosen_;
  const halls& shows_;
  const payment_plan& payments_;
  unsigned part_;
  unsigned parts_;
  run_times times_{};
  std::string read_begin_, read_end_; ///< of a request: before and after the show id
  std::string book_begin_;            ///< of a request, up to the digits of Content-Length
  std::string host_line_;
  std::uint64_t requests_ = 0; ///< made so far, of all kinds
  std::uint64_t bookings_ = 0; ///< made so far by this maker
  std::uint64_t accepted_ = 0;
  std::uint64_t payments_made_ = 0;
  std::deque<unpaid> unpaid_;
};

} // namespace boxoffice::load
