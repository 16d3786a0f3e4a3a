#include "cli/reports/sales_text.hpp"

#include <doctest/doctest.h>

namespace boxoffice::cli::tests {

TEST_CASE("sales text: rows, a total for each currency, and the parts of the totals") {
  events::sales_report report{{events::sales_grouping::hall}};
  CHECK(sales_text(report) == "nothing in this time\n");
  events::sales_figures rupees{
      3, 1, 2, 60'000, 0, 20'000, 0, 0, {{"ADULT", 3, 60'000}}, {{"CASH", 3, 60'000}}};
  events::sales_figures yen{1, 0, 0, 900, 0, 0, 0, 0, {{"", 1, 900}}, {{"ONLINE", 1, 900}}};
  report.add({{"a"}, "M", "Big", 0, {{"Big", "INR", rupees}}});
  report.add({{"b"}, "M", "Big", 0, {{"Big", "JPY", yen}}});
  const std::string names = "hall   currency  sold  returned  expired  revenue  unallocated  "
                            "refunds due  refunds paid  reversed\n";
  const std::string in_rupees = "  INR       3     1         2        600.00   0.00         200.00"
                                "       0.00          0.00\n";
  const std::string in_yen = "  JPY       1     0         0        900      0            0       "
                             "     0             0\n";
  CHECK(sales_text(report) == names + "Big  " + in_rupees + "Big  " + in_yen + "total" + in_rupees +
                                  "total" + in_yen +
                                  "\n"
                                  "price type  currency  sold  revenue\n"
                                  "ADULT       INR       3     600.00\n"
                                  "\n"
                                  "method  currency  sold  revenue\n"
                                  "CASH    INR       3     600.00\n"
                                  "ONLINE  JPY       1     900\n");
}

TEST_CASE("sales text: a show's start is in the time zone of its hall") {
  events::sales_report report{{}};
  const auto start = 1'798'137'000'000; // 2026-12-24T18:30:00Z
  report.add({{"a"}, "M", "Big", start, {{"a", "EUR", {}}}, "Europe/Berlin"});
  CHECK(sales_text(report).find("a (M, Big, 2026-12-24 19:30 CET)") != std::string::npos);
}

} // namespace boxoffice::cli::tests
