// Who waits for news of a show. Most shows have none, and those that have are known by so many
// gateways as there are nodes, but for bookings: each may have somebody at its door.
#pragma once

#include "actors/protocol/replies.hpp"

#include <map>
#include <vector>

namespace boxoffice::actors {

class watchers {
public:
  void wait_for_seats(const return_address& who) { seats_.push_back(who); }
  [[nodiscard]] bool waits_for_seats() const { return !seats_.empty(); }
  /// They wait no longer.
  [[nodiscard]] std::vector<return_address> take_seat_watchers() {
    return std::exchange(seats_, {});
  }

  /// Somebody asks for the status after `known`, and `now` is how the booking is. Gives what there
  /// is to tell; nothing where the asker waits from now on.
  [[nodiscard]] std::optional<booking_view>
  wait_for_booking(const return_address& who, std::optional<events::booking_status> known,
                   booking_view&& now);
  [[nodiscard]] bool watches(events::booking_number number) const {
    return bookings_.contains(number);
  }
  /// A booking that is watched has changed; these wait for that, and are to be told.
  [[nodiscard]] std::vector<return_address> note(const booking_view& now);

  /// All that are owed an answer, each with what it knows already; they wait no longer. `version`
  /// is the show's.
  [[nodiscard]] std::vector<addressed_reply> take_all(std::uint64_t version);

private:
  struct watched {
    /// What it was since the first one asked: who comes back late must not miss any of it.
    std::vector<booking_view> told;
    std::vector<return_address> waiting;
  };

  void drop_unwatched();

  std::vector<return_address> seats_;
  std::map<events::booking_number, watched> bookings_;
};

} // namespace boxoffice::actors
