// What an event log records about its writes, for monitoring.
#pragma once

#include "metrics/histogram.hpp"

namespace boxoffice::storage {

struct log_probe {
  metrics::histogram append{metrics::short_times}; ///< each append(), the sync or commit included
  /// Each sync of the write-ahead log. Stays empty with PostgreSQL, whose commit syncs in the
  /// database.
  metrics::histogram sync{metrics::short_times};
  metrics::histogram batch{metrics::sizes}; ///< records of each append()
  metrics::counter records;
  metrics::counter bytes;  ///< of the records
  metrics::counter failed; ///< appends that returned an error
};

} // namespace boxoffice::storage
