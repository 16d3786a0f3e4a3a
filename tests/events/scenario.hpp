// Scenarios of one show: given(events…) folds what was recorded, when(show, command) decides, and
// then(events…) or refuses(…) is what must come of it. Times are milliseconds after `noon`; a
// booking is called by its number, which is the seq that its BookingRequested takes.
#pragma once

#include "events/decide/decide.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

inline constexpr time_ms noon = 1'800'000'000'000;
inline constexpr time_ms starts_after = 72LL * 3'600'000;
inline constexpr time_ms sales_close_after = 71LL * 3'600'000;
inline constexpr events::rules usual{};

/// A hall of A1 to A4 (GOLD, 20000 each) and, behind an aisle each, B1 to B4 (PLAIN, 15000).
[[nodiscard]] show_body hall();
/// The same with the price types ADULT (0), CHILD (-5000) and GUEST (-15000, which makes row B
/// free).
[[nodiscard]] show_body priced_hall();
/// One row R1 to R<seats> at 1000 each.
[[nodiscard]] show_body wide_hall(std::size_t seats);

[[nodiscard]] std::vector<seat_id> ids(const std::vector<std::string>& texts);
[[nodiscard]] bytes16 secret_of(booking_number number);
[[nodiscard]] customer_id customer(std::uint8_t which);
[[nodiscard]] bytes32 key(std::uint8_t which);
[[nodiscard]] money rupees(std::int64_t value);
inline constexpr bytes16 seed{7, 7, 7};

/// An event with its time; without one it comes when the event before it came.
struct moment {
  std::optional<time_ms> at;
  events::event fact;

  template <class Fact>
  requires std::constructible_from<events::event, Fact>
  moment(Fact&& given_fact) // NOLINT(google-explicit-constructor): bare events read as moments
      : fact{std::forward<Fact>(given_fact)} {}
  moment(time_ms after_noon, events::event given_fact)
      : at{noon + after_noon}, fact{std::move(given_fact)} {}
};

/// Gives a command, or an event that is recorded, its time.
template <class T>
[[nodiscard]] auto at(time_ms after_noon, T what) {
  if constexpr (requires { what.at; }) {
    what.at = noon + after_noon;
    return what;
  } else {
    return moment{after_noon, event{std::move(what)}};
  }
}

[[nodiscard]] show_state fold(const std::vector<moment>& moments);

template <class... Moments>
[[nodiscard]] show_state given(Moments&&... moments) {
  return fold({moment{std::forward<Moments>(moments)}...});
}

/// What came of a command; compared by stored bytes, printed as JSON where a check fails.
struct outcome {
  std::vector<event> events;
  std::optional<refusal> refused;
  friend bool operator==(const outcome& a, const outcome& b);
};
[[nodiscard]] std::string text_of(const event& fact);
[[nodiscard]] std::string text_of(const outcome& result);
[[nodiscard]] outcome outcome_of(decision decided);

template <class Command>
[[nodiscard]] outcome when(const show_state& show, const Command& command,
                           const rules& now = usual) {
  return outcome_of(decide(show, command, now));
}

template <class... Facts>
[[nodiscard]] outcome then(Facts&&... facts) {
  return {{event{std::forward<Facts>(facts)}...}, std::nullopt};
}
[[nodiscard]] outcome refuses(errc code);
[[nodiscard]] outcome refuses_seats(std::vector<taken_seat> seats);
/// The code and the invalid fields of an invalid_request; details are for people.
[[nodiscard]] std::vector<std::string> invalid_fields(const outcome& result);

/// The show after the events of an outcome were recorded at that time.
[[nodiscard]] show_state after(show_state show, time_ms after_noon, const outcome& result);

[[nodiscard]] taken_seat is_taken(const std::string& seat, taken_reason reason,
                                  std::optional<time_ms> retry_after_noon = std::nullopt);

} // namespace boxoffice::events::tests

namespace doctest {
template <>
struct StringMaker<boxoffice::events::tests::outcome> {
  static String convert(const boxoffice::events::tests::outcome& result) {
    return boxoffice::events::tests::text_of(result).c_str();
  }
};
template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts)
      all += '[' + text + ']';
    return all.c_str();
  }
};
} // namespace doctest
