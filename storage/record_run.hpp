// Several records of one append in one row: a review of twenty bookings costs the log one row
// instead of twenty.
//
//   run    = member*
//   member = length as 4 bytes big-endian, record
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// A row takes no further record once it has so many bytes, for it is read as a whole.
inline constexpr std::size_t most_run_bytes = 64U << 10U;

void append_to_run(std::string& run, std::string_view record);

/// Walks a run. Where it is damaged, what cannot be taken apart is its last record: no hash fits
/// that, so that whoever checks the stream finds the place.
class run_reader {
public:
  explicit run_reader(std::string_view run) : left_{run} {}

  [[nodiscard]] bool done() const { return left_.empty(); }
  [[nodiscard]] byte_view next();

private:
  std::string_view left_;
};

} // namespace boxoffice::storage
