// Which bookings a show's events give its seats to. Shares no code with decide() and evolve(), so
// that an error there does not hide a seat that was sold twice.
#pragma once

#include "events/events.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace boxoffice::storage {

/// A seat that two bookings had at the same time.
struct oversold_seat {
  events::seat_id seat;
  events::booking_number before{}; ///< had it already, confirmed or paid
  events::booking_number after{};  ///< got it too
};

/// The fold of one stream from its first event. An event about an unknown booking changes nothing,
/// because this must go on in a log that somebody has changed.
class seat_owners {
public:
  /// The seats that this event gives to a second booking. A seat is named once, however often it
  /// happens.
  [[nodiscard]] std::vector<oversold_seat> take(std::uint64_t seq, const events::event& fact);

  /// About as much memory as it takes.
  [[nodiscard]] std::size_t bytes() const;

private:
  using seat_number = std::uint32_t;
  struct seat {
    events::booking_number owner = 0; ///< the last one that got it; 0: none
    bool oversold = false;
  };
  /// A booking and the place of its seats in `named_`.
  struct request {
    events::booking_number number{};
    std::uint32_t first{};
    std::uint32_t count{};
  };

  void request_seats(std::uint64_t seq, const std::vector<events::seat_id>& seats);
  [[nodiscard]] std::vector<oversold_seat> give(events::booking_number to);
  void release(events::booking_number from);
  [[nodiscard]] std::vector<oversold_seat> move(events::booking_number which,
                                                const std::vector<events::seat_id>& to);
  void take_away(events::booking_number from, const std::vector<events::seat_id>& seats);
  [[nodiscard]] request* find(events::booking_number number);
  [[nodiscard]] seat_number number_of(const events::seat_id& id);

  std::unordered_map<std::string, seat_number> numbers_;
  std::vector<const std::string*> ids_; ///< by number; the keys of numbers_
  std::vector<seat> seats_;             ///< by number
  std::vector<request> requests_;       ///< by their booking's number, ascending
  std::vector<seat_number> named_;
};

} // namespace boxoffice::storage
