// An append that records how it went.
#pragma once

#include "storage/event_log.hpp"

namespace boxoffice::storage {

/// Adds a batch to what the log appended, or counts a failure.
void record_batch(log_probe& probe, const write_batch& batch, bool written);

/// Calls `write`, which appends the batch, and returns what it returns.
template <class Write>
status recorded_append(log_probe& probe, const write_batch& batch, Write write) {
  auto began = std::chrono::steady_clock::now();
  status done = write();
  probe.append.record(std::chrono::steady_clock::now() - began);
  record_batch(probe, batch, done.has_value());
  return done;
}

} // namespace boxoffice::storage
