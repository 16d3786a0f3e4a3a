// What members.hpp's lists say of a type.
#pragma once

#include <cstddef>
#include <string_view>

namespace boxoffice::events {

/// Calls of io() that a list makes.
struct member_counter {
  std::size_t count = 0;
  template <class Member>
  constexpr void operator()(std::string_view, Member&&) {
    ++count;
  }
};

/// Whether members() lists the members of T. Its header must be included before the first use.
template <class T>
concept described = requires(member_counter& io, T& value) {
  members(io, value);
};

/// An object to count the members of; there is none to read.
template <class T>
extern T never_made;

template <described T>
inline constexpr std::size_t member_count = [] {
  member_counter counter;
  members(counter, never_made<T>);
  return counter.count;
}();

} // namespace boxoffice::events
