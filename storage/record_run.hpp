// Several records of one append in one row, so that a review of twenty bookings writes one row
// instead of twenty.
//
//   run    = member*
//   member = length as 4 bytes big-endian, record
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// A row of this size takes no further record, because a row is read as a whole.
inline constexpr std::size_t most_run_bytes = 64U << 10U;

void append_to_run(std::string& run, std::string_view record);

/// Iterates over the records of a run. If the run is damaged, the undecodable rest is returned as
/// the last record. Its hash does not match, so that a check of the stream finds the place.
class run_reader {
public:
  explicit run_reader(std::string_view run) : left_{run} {}

  [[nodiscard]] bool done() const { return left_.empty(); }
  [[nodiscard]] byte_view next();

private:
  std::string_view left_;
};

} // namespace boxoffice::storage
