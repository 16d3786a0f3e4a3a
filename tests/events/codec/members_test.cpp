#include "events/codec/described.hpp"
#include "events/event_types.hpp"
#include "events/state/members.hpp"

#include <boost/pfr.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace boxoffice::events::tests {

namespace {

/// What the compiler knows: without the lists of members.hpp.
template <class T>
constexpr auto fields = boost::pfr::tuple_size_v<T>;

/// All members of such a type are listed, none of them twice.
template <class T>
constexpr bool all_listed = member_count<T> == fields<T>;

/// The same of a type that lists the members of one of its own among its own ones.
template <class T, class Inlined>
constexpr bool all_listed_with = member_count<T> == fields<T> - 1 + fields<Inlined>;

constexpr std::size_t members_of_booking = [] {
  member_counter counter;
  members(counter, never_made<booking>, never_made<booking_details>);
  return counter.count;
}();

} // namespace

// A member that is not listed does not compile.
static_assert(all_listed<money> && all_listed<rules> && all_listed<round_draw>);
static_assert(all_listed<seat_class> && all_listed<price_type>);
static_assert(all_listed<seat_row> && all_listed<show_body>);
static_assert(all_listed_with<show_opened, show_body> && all_listed<rules_changed>);
static_assert(all_listed<sales_paused> && all_listed<sales_resumed> && all_listed<show_cancelled>);
static_assert(all_listed<seats_blocked> && all_listed<seats_unblocked>);
static_assert(all_listed<booking_requested>);
static_assert(all_listed_with<booking_confirmed, round_draw>);
static_assert(all_listed_with<booking_rejected, round_draw>);
static_assert(all_listed<booking_expired> && all_listed<booking_cancelled>);
static_assert(all_listed<booking_paid> && all_listed<payment_failed>);
static_assert(all_listed<refund_due> && all_listed<refund_completed>);
static_assert(all_listed<booking_moved> && all_listed<seats_returned>);
static_assert(all_listed<payment_reversed>);
static_assert(all_listed<show_changes> && all_listed<show_changed>);
static_assert(all_listed<seat_admitted> && all_listed<admission>);
static_assert(all_listed<payment_entry> && all_listed<open_refund>);
// Of the booking, `drawn` and `details` stand for theirs; two of the details are one item.
static_assert(members_of_booking ==
              fields<booking> - 2 + fields<round_draw> + fields<booking_details> - 1);

namespace {

/// Collects the names of a list.
struct name_reader {
  std::vector<std::string_view> names;
  template <class Member>
  void operator()(std::string_view member, const Member&) {
    names.push_back(member);
  }
};

template <class T>
std::vector<std::string_view> sorted_names() {
  name_reader reader;
  const T value{};
  members(reader, value);
  std::ranges::sort(reader.names);
  return reader.names;
}

template <class... Event>
void check_names(const std::variant<Event...>&) {
  auto check = [](const std::vector<std::string_view>& names, std::string_view type) {
    CHECK_MESSAGE(std::ranges::adjacent_find(names) == names.end(), type);
  };
  (check(sorted_names<Event>(), type_name_of<Event>), ...);
}

} // namespace

TEST_CASE("members: no event has two members of one name") { check_names(event{}); }

} // namespace boxoffice::events::tests
