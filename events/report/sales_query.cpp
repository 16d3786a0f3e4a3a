#include "events/report/sales_query.hpp"

#include "events/time_text.hpp"

namespace boxoffice::events {

std::optional<report_bound> parse_bound(std::string_view text) {
  if (auto day = parse_date(text))
    return report_bound{{}, day};
  if (auto at = parse_rfc3339(text))
    return report_bound{at, {}};
  return std::nullopt;
}

bool is_empty(const sales_query& query) {
  const auto& from = query.from;
  const auto& to = query.to;
  return (from.at && to.at && *to.at <= *from.at) || (from.day && to.day && *to.day <= *from.day);
}

} // namespace boxoffice::events
