// How many places the members of a type take in a snapshot. For snapshot.cpp.
#pragma once

#include "events/codec/described.hpp"
#include "events/state/members.hpp"

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

} // namespace boxoffice::events
