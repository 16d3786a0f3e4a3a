#include "events/report/sales_report.hpp"

namespace boxoffice::events {

void sales_report::add(const show_sales& of) {
  for (const auto& row : of.rows) {
    auto& sum = rows_[{row.key, row.currency}];
    add_figures(sum.figures, row.figures);
    if (query_.by == sales_grouping::show)
      sum.show = heading{of.movie, of.hall, of.starts_at, of.time_zone};
    add_figures(totals_[row.currency], row.figures);
  }
}

} // namespace boxoffice::events
