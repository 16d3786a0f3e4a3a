#include "events/explain/money_text.hpp"

#include "events/currencies.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("money: the text has the decimals of its currency") {
  CHECK(to_text(money{30'000, "INR"}) == "300.00 INR");
  CHECK(to_text(money{5, "EUR"}) == "0.05 EUR");
  CHECK(to_text(money{15, "EUR"}) == "0.15 EUR");
  CHECK(to_text(money{0, "EUR"}) == "0.00 EUR");
  CHECK(to_text(money{-105, "EUR"}) == "-1.05 EUR");
  CHECK(to_text(money{-5, "EUR"}) == "-0.05 EUR");
  CHECK(to_text(money{1'200, "JPY"}) == "1200 JPY");
  CHECK(to_text(money{0, "KRW"}) == "0 KRW");
  CHECK(to_text(money{4'500, "KWD"}) == "4.500 KWD");
  CHECK(to_text(money{12, "BHD"}) == "0.012 BHD");
  CHECK(to_text(money{80'000, "PKR"}) == "800.00 PKR");
  CHECK(to_text(money{1'500, "IQD"}) == "1.500 IQD");
  CHECK(to_text(money{1'234, "HRK"}) == "12.34 HRK"); // Not in use any more, but in old logs.
  // Funds and units of account: refused in new shows, but in old logs.
  CHECK(to_text(money{12'345, "CLF"}) == "1.2345 CLF");
  CHECK(to_text(money{12'345, "UYW"}) == "1.2345 UYW");
  CHECK(to_text(money{12'345, "UYI"}) == "12345 UYI");
  CHECK(to_text(money{12'345, "CHE"}) == "123.45 CHE");
  CHECK(to_text(money{10'000'000'000'000, "USD"}) == "100000000000.00 USD");
}

TEST_CASE("currencies: found by their codes, with the minor units of ISO 4217") {
  for (const auto& each : currencies()) {
    CAPTURE(each.code);
    CHECK(is_currency(each.code));
    REQUIRE(find_currency(each.code) != nullptr);
    CHECK(find_currency(each.code)->minor_units == each.minor_units);
  }
  for (const auto* code : {"HUF", "IDR", "COP", "LAK", "PKR", "INR", "EUR"})
    CHECK(minor_units_of(code) == 2);
  for (const auto* code : {"IQD", "KWD", "BHD", "TND", "JOD", "OMR", "LYD"})
    CHECK(minor_units_of(code) == 3);
  for (const auto* code : {"JPY", "KRW", "CLP", "UGX", "VND", "ISK"})
    CHECK(minor_units_of(code) == 0);
  for (const auto* code : {"ZZZ", "BTC", "XXX", "XAU", "CLF", "UYW", "AAA", "ZZZZ", "inr", ""})
    CHECK(find_currency(code) == nullptr);
}

} // namespace boxoffice::events::tests
