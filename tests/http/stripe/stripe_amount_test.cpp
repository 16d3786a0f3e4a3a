#include "events/currencies.hpp"
#include "http/api/stripe/stripe_amount.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <set>

namespace boxoffice::http::tests {

namespace {

std::int64_t iso_amount(std::int64_t amount, std::string_view currency) {
  auto money = from_stripe(amount, currency);
  REQUIRE(money.has_value());
  CHECK(money->currency == currency);
  return money->value;
}

} // namespace

TEST_CASE("stripe amount: 10 of each currency, as Stripe's documentation writes it") {
  CHECK(iso_amount(1'000, "USD") == 1'000);
  CHECK(iso_amount(1'000, "HUF") == 1'000); // No decimals in payouts only.
  CHECK(iso_amount(1'000, "TWD") == 1'000); // Likewise.
  CHECK(iso_amount(10, "JPY") == 10);
  CHECK(iso_amount(10, "KRW") == 10);
  CHECK(iso_amount(10'000, "KWD") == 10'000);
  CHECK(iso_amount(1'000, "ISK") == 10); // Two decimals that are always 00.
  CHECK(iso_amount(1'000, "UGX") == 10); // Likewise.
  CHECK(iso_amount(10, "MGA") == 1'000); // Two decimals in ISO 4217.
}

TEST_CASE("stripe amount: only three currencies differ from ISO 4217 among those of Stripe") {
  // Currencies of ISO 4217 with other decimals, in which Stripe takes no payments.
  const std::set<std::string_view> not_at_stripe{"IQD", "LYD"};
  std::set<std::string_view> different;
  for (const auto& each : events::currencies())
    if (stripe_decimals(each.code) != each.minor_units && !not_at_stripe.contains(each.code))
      different.insert(each.code);
  CHECK(different == std::set<std::string_view>{"ISK", "MGA", "UGX"});
}

TEST_CASE("stripe amount: none is a fraction of a minor unit, or too large") {
  CHECK_FALSE(from_stripe(1'050, "ISK"));
  CHECK_FALSE(from_stripe(1, "UGX"));
  CHECK(iso_amount(0, "UGX") == 0);
  CHECK_FALSE(from_stripe(std::numeric_limits<std::int64_t>::max() / 10, "MGA"));
  CHECK_FALSE(from_stripe(std::numeric_limits<std::int64_t>::min(), "MGA"));
  CHECK(iso_amount(std::numeric_limits<std::int64_t>::max(), "INR") ==
        std::numeric_limits<std::int64_t>::max());
}

} // namespace boxoffice::http::tests
