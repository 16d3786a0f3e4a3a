// Marks for removed entries; see tombstone_vector.hpp.
#pragma once

#include "events/ids.hpp"

#include <utility>

namespace boxoffice::events {

/// The first bit of a booking number, which no booking has.
inline constexpr booking_number tombstone_mark = booking_number{1} << 63U;

/// The booking number of an entry: the entry itself, or the second of a pair.
inline booking_number& number_in(booking_number& entry) { return entry; }
template <class Key>
booking_number& number_in(std::pair<Key, booking_number>& entry) {
  return entry.second;
}

template <class Entry>
void make_tombstone(Entry& entry) {
  number_in(entry) |= tombstone_mark;
}
template <class Entry>
[[nodiscard]] bool is_tombstone(Entry entry) {
  return (number_in(entry) & tombstone_mark) != 0;
}
template <class Entry>
[[nodiscard]] Entry without_mark(Entry entry) {
  number_in(entry) &= ~tombstone_mark;
  return entry;
}

} // namespace boxoffice::events
