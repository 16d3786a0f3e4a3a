#include "tests/actors/watched_log.hpp"

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
  auto written = log_->append(batch);
  if (before_append_returns)
    before_append_returns();
  return written;
}

storage::status watched_log::read(const storage::show_id& stream, std::uint64_t after,
                                  const storage::record_visitor& visit) {
  return log_->read(stream, after, visit);
}

storage::result<std::uint64_t> watched_log::last_seq(const storage::show_id& stream) {
  return log_->last_seq(stream);
}

storage::result<std::optional<std::string>> watched_log::get(storage::table in,
                                                             std::string_view key) {
  return log_->get(in, key);
}

storage::status watched_log::scan(storage::table in, std::string_view after,
                                  const storage::row_visitor& visit) {
  return log_->scan(in, after, visit);
}

storage::result<bool> watched_log::purge(storage::table in, std::string_view key) {
  return log_->purge(in, key);
}

} // namespace boxoffice::actors::tests
