// The bookings of one show.
#pragma once

#include "events/state/booking.hpp"
#include "events/state/lists.hpp"
#include "events/state/slot_table.hpp"

namespace boxoffice::events {

/// In the order of their numbers; none is ever removed, and each keeps its place in memory.
class booking_book {
public:
  using const_iterator = growing_list<booking>::const_iterator;

  /// Nothing if its number is not greater than all before. Of several with the same secret or key
  /// the last is found by it; neither may be changed later.
  booking* add(booking&& made);

  [[nodiscard]] const booking* find(booking_number number) const;
  [[nodiscard]] booking* find(booking_number number);
  [[nodiscard]] const booking* find(const bytes16& secret) const;
  /// The last booking that the customer requested with that Idempotency-Key.
  [[nodiscard]] const booking* find(const customer_id& customer, const bytes32& key_hash) const;

  /// All of them, in their order. Number, secret, customer and key must stay as they are.
  [[nodiscard]] growing_list<booking>& edit_all() { return bookings_; }

  [[nodiscard]] std::size_t size() const { return bookings_.size(); }
  [[nodiscard]] const booking& operator[](std::size_t place) const { return bookings_[place]; }
  [[nodiscard]] const_iterator begin() const { return bookings_.begin(); }
  [[nodiscard]] const_iterator end() const { return bookings_.end(); }
  /// The first with a greater number.
  [[nodiscard]] const_iterator behind(booking_number number) const;

private:
  /// The place of the first whose number is not less.
  [[nodiscard]] std::size_t place_of(booking_number number) const;

  growing_list<booking> bookings_;
  std::vector<booking_number>
      numbers_; ///< of bookings_, in one small piece of memory for the search
  slot_table by_secret_;
  slot_table by_key_;
};

} // namespace boxoffice::events
