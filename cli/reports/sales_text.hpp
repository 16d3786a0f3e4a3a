// A sales report as tables for a terminal.
#pragma once

#include "events/report/sales_report.hpp"

#include <string>

namespace boxoffice::cli {

/// The rows with totals by currency, then the sales by price type and by method.
[[nodiscard]] std::string sales_text(const events::sales_report& report);

} // namespace boxoffice::cli
