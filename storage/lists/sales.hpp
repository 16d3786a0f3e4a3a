// The sales of shows, read from the log for a report.
#pragma once

#include "events/report/sales_fold.hpp"
#include "storage/side_rows.hpp"

namespace boxoffice::storage {

/// What each show contributes to the report, by show id from the first id greater than `after`.
/// Shows that contribute nothing are left out. It stops behind the show with which it has read
/// `most_events`, or after some thousand shows, so a page may be empty and still have a next one.
/// Does not check hashes. Errors as recover().
[[nodiscard]] result<page<events::show_sales>> list_sales(event_log& log,
                                                          const events::sales_query& query,
                                                          std::string_view after,
                                                          std::size_t most_events);

} // namespace boxoffice::storage
