// What the limits of a show (limits.hpp) depend on: its customers' open seats and recent endings.
#pragma once

#include "events/state/booking.hpp"
#include "events/state/lists.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <optional>

namespace boxoffice::events {

/// Knows only customers who have a booking IN_REVIEW or CONFIRMED, or had one that ended unpaid
/// within longest_rebook_wait_ms; in a show with a limit also those who have a PAID one.
class customer_book {
public:
  /// Seats of a booking whose claim or hold ended by expiry or cancellation.
  struct ending {
    customer_id customer{};
    booking_number number{};
    time_ms at{}; ///< of the event that ended it
    seat_list seats;
  };

  /// The booking is IN_REVIEW or CONFIRMED from now on, and was not before.
  void open(const booking& booked);
  /// That many of the booking's seats are neither IN_REVIEW nor CONFIRMED any more.
  void close(const booking& booked, std::size_t seats);
  /// The booking is PAID from now on, and its show has a limit of seats per customer.
  void buy(const booking& booked);
  /// That many of the booking's seats are not PAID any more.
  void give_back(const booking& booked, std::size_t seats);
  /// Seats of the booking ended unpaid. `at` must not be less than that of an earlier call. Forgets
  /// endings that are too old to matter.
  void end_unpaid(const booking& booked, const seat_list& seats, time_ms at);

  /// The show's layout has changed: `index_of(old)` is each seat's new index.
  template <class IndexOf>
  void renumber(IndexOf index_of) {
    endings_.for_each([&](ending& each) {
      seat_list seats;
      for (auto old : each.seats)
        seats.push_back(index_of(old));
      each.seats = std::move(seats);
    });
    for (auto& customer : customers_)
      customer.endings.for_each([&](seat_ending& each) { each.seat = index_of(each.seat); });
  }

  /// The customer's seats that are IN_REVIEW or CONFIRMED.
  [[nodiscard]] std::size_t open_seats(const customer_id& customer) const;
  /// The customer's seats that are PAID, if the show limits them.
  [[nodiscard]] std::size_t paid_seats(const customer_id& customer) const;
  /// Whether last_ending() may have one of this customer.
  [[nodiscard]] bool has_endings(const customer_id& customer) const;
  /// When a claim or hold of the customer on that seat last ended unpaid, if that was after
  /// `since`.
  [[nodiscard]] std::optional<time_ms> last_ending(const customer_id& customer, seat_index seat,
                                                   time_ms since) const;
  /// Oldest first.
  [[nodiscard]] const fading_list<ending>& endings() const { return endings_; }

private:
  struct seat_ending {
    time_ms at{};
    seat_index seat{};
  };
  struct entry {
    customer_id id{};
    std::uint32_t open_seats = 0;
    std::uint32_t paid_seats = 0;
    fading_list<seat_ending> endings;

    [[nodiscard]] bool empty() const {
      return open_seats == 0 && paid_seats == 0 && endings.empty();
    }
  };

  void forget_until(time_ms at);
  [[nodiscard]] const entry* find(const customer_id& customer) const;
  [[nodiscard]] entry* find(const customer_id& customer);
  /// The customer's entry, a new one if there is none.
  entry& entry_of(const customer_id& customer);
  void remove_if_empty(const customer_id& customer);

  growing_list<entry> customers_; ///< in no order: the last takes the place of one that goes
  boost::unordered_flat_map<customer_id, std::uint32_t, hash_of_random> places_; ///< in customers_
  fading_list<ending> endings_;
};

} // namespace boxoffice::events
