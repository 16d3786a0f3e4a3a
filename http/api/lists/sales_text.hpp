// A sales report as JSON and as CSV; the command line prints the same.
#pragma once

#include "events/report/sales_report.hpp"

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// `{by, from?, to?, rows, totals}`.
[[nodiscard]] nlohmann::ordered_json to_json(const events::sales_report& report);
/// A line for each row of the report, without totals.
[[nodiscard]] std::string sales_csv(const events::sales_report& report);

} // namespace boxoffice::http
