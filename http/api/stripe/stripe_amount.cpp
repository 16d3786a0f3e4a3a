#include "http/api/stripe/stripe_amount.hpp"

#include "events/currencies.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace boxoffice::http {

namespace {

// Source: https://docs.stripe.com/currencies, sections "Zero-decimal currencies", "Three-decimal
// currencies" and "Special cases", as of 2026. All other currencies have two decimals there.
//
// ISK and UGX have no decimals today, but Stripe keeps two that are always 00 (5 UGX is 500); its
// list of zero-decimal currencies names UGX all the same, and its special cases overrule that. HUF
// and TWD have two decimals in payments, and none in Stripe's payouts only. In MGA, which has two
// decimals in ISO 4217, Stripe has none. Amounts with three decimals end in 0 at Stripe.
constexpr std::array<std::string_view, 15> without_decimals{"BIF", "CLP", "DJF", "GNF", "JPY",
                                                            "KMF", "KRW", "MGA", "PYG", "RWF",
                                                            "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 5> with_three_decimals{"BHD", "JOD", "KWD", "OMR", "TND"};

template <std::size_t N>
bool has_code(const std::array<std::string_view, N>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

} // namespace

unsigned stripe_decimals(std::string_view currency) {
  if (has_code(without_decimals, currency))
    return 0;
  return has_code(with_three_decimals, currency) ? 3 : 2;
}

std::optional<events::money> from_stripe(std::int64_t amount, std::string_view currency) {
  auto have = stripe_decimals(currency);
  const auto wanted = events::minor_units_of(currency);
  for (; have < wanted; ++have) {
    if (amount > std::numeric_limits<std::int64_t>::max() / 10 ||
        amount < std::numeric_limits<std::int64_t>::min() / 10)
      return std::nullopt;
    amount *= 10;
  }
  for (; have > wanted; --have) {
    if (amount % 10 != 0)
      return std::nullopt;
    amount /= 10;
  }
  return events::money{amount, std::string{currency}};
}

} // namespace boxoffice::http
