// How many places the members of a type take in a snapshot, by version. For snapshot.cpp.
#pragma once

#include "events/codec/described.hpp"
#include "events/state/members.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace boxoffice::events {

/// Places that members() of a type takes: money takes two.
struct place_counter {
  std::size_t count = 0;
  template <class Member>
  constexpr void operator()(std::string_view, Member&& member) {
    if constexpr (described<std::remove_cvref_t<Member>>)
      members(*this, member);
    else
      ++count;
  }
};

template <class T>
inline constexpr std::size_t places_of = [] {
  place_counter counter;
  members(counter, never_made<T>);
  return counter.count;
}();

inline constexpr std::size_t booking_members = [] {
  member_counter counter;
  members(counter, never_made<booking>, never_made<booking_details>);
  return counter.count;
}();

/// An amount and its time, as one item.
template <class Money, class Time>
using receipt = std::tuple<Money&, Time&>;
inline constexpr std::size_t receipt_places = places_of<money> + 1;
/// Of a customer_book::ending: number, time, seats.
inline constexpr std::size_t places_of_ending = 3;

// What the oldest version that is read did not have. All of it is empty in the states that this
// version could hold, so that they are the same as those of a replay.
inline constexpr std::int64_t oldest_version = 2;
inline constexpr std::array<std::string_view, 6> new_in_bookings{
    "types", "prices", "requestedSeats", "requestedTypes", "requestedPrices", "admitted"};
inline constexpr std::array<std::string_view, 3> new_elsewhere{"returned", "total", "seq"};
template <class T>
inline constexpr std::size_t new_places_in = 0;
template <>
inline constexpr std::size_t new_places_in<payment_entry> = places_of<money> + 1; // returned, total
template <>
inline constexpr std::size_t new_places_in<open_refund> = 1; // seq

[[nodiscard]] inline bool is_new(std::string_view name) {
  return std::ranges::find(new_in_bookings, name) != new_in_bookings.end() ||
         std::ranges::find(new_elsewhere, name) != new_elsewhere.end();
}

} // namespace boxoffice::events
