#include "actors/webhook/endpoint_rows.hpp"

namespace boxoffice::actors {

using storage::status;
using storage::storage_error;

namespace {

status write_shared(storage::event_log& log, const endpoint_rows& what) {
  auto row = storage::find_webhook(log, what.endpoint.id);
  if (!row)
    return row.error();
  if (!*row)
    return storage_error{storage_error::kind::absent, "it was removed"};
  auto rows = what.rows;
  if (what.changed)
    rows.push_back(storage::webhook_row(with_outcomes(std::move(**row), what.endpoint)));
  // A stream without records: only its shard's epoch is checked.
  return log.append({{{{what.endpoint.id}, 1, {}, what.epoch}}, std::move(rows)});
}

} // namespace

storage::webhook_endpoint with_outcomes(storage::webhook_endpoint row,
                                        const storage::webhook_endpoint& known) {
  row.last_success = known.last_success;
  row.last_error = known.last_error;
  row.last_error_at = known.last_error_at;
  if (row.revision == known.revision) {
    row.disabled = known.disabled;
    row.switched_at = known.switched_at;
  }
  return row;
}

status write_endpoint_rows(const log_writer_actor& writer, const shared_rows* shared,
                           endpoint_rows&& what) {
  if (shared == nullptr) {
    if (what.changed)
      what.rows.push_back(storage::webhook_row(what.endpoint));
    caf::anon_send(writer, write_rows{std::move(what.rows), std::move(what.then)});
    return {};
  }
  auto done = shared->beside([&](storage::event_log& log) { return write_shared(log, what); });
  what.then(done.has_value());
  return done;
}

} // namespace boxoffice::actors
