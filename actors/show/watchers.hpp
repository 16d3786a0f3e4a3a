// The open standing questions of a show. Most shows have none. For the seats there is at most one a
// node, from its feed; for each booking there may be one.
#pragma once

#include "actors/protocol/replies.hpp"

#include <map>
#include <vector>

namespace boxoffice::actors {

class watchers {
public:
  void wait_for_seats(const return_address& who) { seats_.push_back(who); }
  [[nodiscard]] bool waits_for_seats() const { return !seats_.empty(); }
  /// Removes and returns them.
  [[nodiscard]] std::vector<return_address> take_seat_watchers() {
    return std::exchange(seats_, {});
  }

  /// Asks for what follows on `known` (see await_booking); `now` is the booking as it is. Returns
  /// the reply, or nothing if the question waits from now on.
  [[nodiscard]] std::optional<booking_view>
  wait_for_booking(const return_address& who, const std::optional<seen_booking>& known,
                   booking_view&& now);
  [[nodiscard]] bool watches(events::booking_number number) const {
    return bookings_.contains(number);
  }
  /// A watched booking has changed. Returns where to send it.
  [[nodiscard]] std::vector<return_address> update(const booking_view& now);

  /// Removes all questions and returns a reply to each that says that nothing has changed.
  /// `version` is the show's.
  [[nodiscard]] std::vector<addressed_reply> take_all(std::uint64_t version);

private:
  struct watched {
    /// The booking as it last was in each status since the first question, so that a question that
    /// comes late misses no status. A booking never has a status twice.
    std::vector<booking_view> statuses;
    std::vector<return_address> waiting;
  };

  void drop_without_questions();

  std::vector<return_address> seats_;
  std::map<events::booking_number, watched> bookings_;
};

} // namespace boxoffice::actors
