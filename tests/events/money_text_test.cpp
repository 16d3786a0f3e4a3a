#include "events/money_text.hpp"

#include <doctest/doctest.h>

namespace boxoffice::events::tests {

TEST_CASE("money: told with the decimals of its currency") {
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
  CHECK(to_text(money{10'000'000'000'000, "USD"}) == "100000000000.00 USD");
}

} // namespace boxoffice::events::tests
