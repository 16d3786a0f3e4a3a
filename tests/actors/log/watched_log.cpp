#include "tests/actors/log/watched_log.hpp"

namespace boxoffice::actors::tests {

void watched_log::watch_no_more() {
  before_append_returns = nullptr;
  instead_of_append = nullptr;
  device_is_full = false;
}

storage::status watched_log::append(const storage::write_batch& batch) {
  if (device_is_full)
    return storage::storage_error{storage::storage_error::kind::io, "no space left on device"};
  if (instead_of_append)
    instead_of_append();
  auto& streams = batches_.emplace_back();
  for (const auto& part : batch.appends)
    streams.push_back(part.stream.text);
  auto written = forwarding_log::append(batch);
  if (before_append_returns)
    before_append_returns();
  return written;
}

} // namespace boxoffice::actors::tests
