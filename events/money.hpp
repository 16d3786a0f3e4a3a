// Money is an integer number of minor units with an ISO 4217 currency.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace boxoffice::events {

struct money {
  std::int64_t value{}; ///< minor units
  std::string currency; ///< three capital letters
  friend auto operator<=>(const money&, const money&) = default;
};

/// The largest price, in minor units. 10,000 seats at that price fit 64 bits,
/// and JavaScript clients can hold a booking of a hundred such seats without rounding.
inline constexpr std::int64_t most_price = 10'000'000'000'000;
/// The largest amount of a payment message: that of a booking of a hundred such seats.
inline constexpr std::int64_t most_paid = 100 * most_price;

/// Whether `text` has the form of an ISO 4217 code. Payments may have any; shows are sold
/// in those of events/currencies.hpp.
[[nodiscard]] constexpr bool is_currency(std::string_view text) {
  if (text.size() != 3)
    return false;
  for (auto c : text)
    if (c < 'A' || c > 'Z')
      return false;
  return true;
}

} // namespace boxoffice::events
