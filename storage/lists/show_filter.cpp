#include "storage/lists/show_filter.hpp"

#include "events/text.hpp"

namespace boxoffice::storage {

using namespace events;

namespace {

/// Rows that one page of a filtered list reads; about 20 ms.
constexpr std::size_t most_rows_of_a_page = 10'000;

bool has_text(const std::string& where, std::string_view wanted) {
  return caseless(where).find(wanted) != std::string::npos;
}

} // namespace

listed_status listed_status_of(sales_status sales, time_ms close_at, time_ms now) {
  if (sales == sales_status::cancelled)
    return listed_status::cancelled;
  if (now >= close_at)
    return listed_status::closed;
  return sales == sales_status::paused ? listed_status::paused : listed_status::open;
}

bool matches(const show_summary& show, const show_filter& filter, std::string_view caseless_text,
             time_ms now) {
  const auto& body = show.body;
  if ((filter.from && body.starts_at < *filter.from) || (filter.to && body.starts_at >= *filter.to))
    return false;
  if ((filter.movie && body.movie != *filter.movie) || (filter.hall && body.hall != *filter.hall))
    return false;
  if (filter.status && listed_status_of(show.sales, body.sales_close_at, now) != *filter.status)
    return false;
  return caseless_text.empty() || has_text(body.movie, caseless_text) ||
         has_text(body.hall, caseless_text);
}

result<page<show_summary>> list_shows(event_log& log, std::string_view after, std::size_t limit,
                                      const show_filter& filter, time_ms now) {
  if (filter == show_filter{})
    return list_shows(log, after, limit);
  auto text = caseless(filter.text);
  return list_shows(log, after, limit,
                    {[&](const show_summary& show) { return matches(show, filter, text, now); },
                     most_rows_of_a_page});
}

} // namespace boxoffice::storage
