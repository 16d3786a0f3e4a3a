// Which types have a list of members (members.hpp), and how many members a list has.
#pragma once

#include <cstddef>
#include <string_view>

namespace boxoffice::events {

/// Counts the members that a list passes to io().
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

/// An argument for members() when it only counts. It is declared and never defined, so it cannot be
/// read.
template <class T>
extern T never_made;

template <described T>
inline constexpr std::size_t member_count = [] {
  member_counter counter;
  members(counter, never_made<T>);
  return counter.count;
}();

} // namespace boxoffice::events
