#include "cli/reports/sales_text.hpp"

#include "cli/terminal/text_layout.hpp"
#include "events/explain/money_text.hpp"
#include "events/report/local_days.hpp"

#include <algorithm>

namespace boxoffice::cli {

namespace {

using namespace events;
using table_lines = std::vector<std::vector<std::string>>;

/// `300.00`; the currency has a column of its own.
std::string amount_text(std::int64_t minor_units, const std::string& currency) {
  auto text = to_text(money{minor_units, currency});
  return text.substr(0, text.rfind(' '));
}

std::vector<std::string> figures_line(const std::string& key, const std::string& currency,
                                      const sales_figures& of) {
  return {key,
          currency,
          std::to_string(of.seats_sold),
          std::to_string(of.seats_returned),
          std::to_string(of.seats_expired),
          amount_text(of.revenue, currency),
          amount_text(of.unallocated, currency),
          amount_text(of.refunds_due, currency),
          amount_text(of.refunds_paid, currency),
          amount_text(of.reversed, currency)};
}

/// The parts of all totals, or nothing if there are none with a name.
std::string parts_text(const sales_report& report, const char* title,
                       std::vector<sales_part> sales_figures::*parts) {
  table_lines lines{{title, "currency", "sold", "revenue"}};
  for (const auto& [currency, figures] : report.totals())
    for (const auto& each : figures.*parts)
      if (!each.id.empty())
        lines.push_back(
            {each.id, currency, std::to_string(each.seats), amount_text(each.revenue, currency)});
  return lines.size() == 1 ? std::string{} : '\n' + in_columns(lines);
}

} // namespace

std::string sales_text(const sales_report& report) {
  if (report.rows().empty())
    return "nothing in this time\n";
  table_lines lines{{std::string{name(report.query().by)}, "currency", "sold", "returned",
                     "expired", "revenue", "unallocated", "refunds due", "refunds paid",
                     "reversed"}};
  for (const auto& [of, line] : report.rows()) {
    auto key = of.first;
    if (line.show)
      key += " (" + line.show->movie + ", " + line.show->hall + ", " +
             local_time_text(line.show->starts_at, line.show->time_zone) + ')';
    lines.push_back(figures_line(key, of.second, line.figures));
  }
  for (const auto& [currency, figures] : report.totals())
    lines.push_back(figures_line("total", currency, figures));
  return in_columns(lines) + parts_text(report, "price type", &sales_figures::types) +
         parts_text(report, "method", &sales_figures::methods);
}

} // namespace boxoffice::cli
