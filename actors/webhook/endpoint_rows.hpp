// How a dispatcher writes its rows: with the batches of the node's own log, or to a log that
// several nodes share, where each of them may change an endpoint meanwhile.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "storage/webhook/backlog.hpp"
#include "storage/webhook/rows.hpp"

#include <functional>
#include <memory>

namespace boxoffice::actors {

/// Changes of rows in a log that several nodes share. A change reads and writes through the log
/// that it is given. If it returns an error, nothing is written. Safe on any thread.
struct shared_rows {
  using change = std::function<storage::status(storage::event_log& rows)>;
  /// No other change of any node runs meanwhile.
  std::function<storage::status(const change&)> alone;
  /// Other changes may run, but none that is alone.
  std::function<storage::status(const change&)> beside;
  using behind_visitor =
      std::function<void(storage::stream_head&& head, const storage::webhook_cursor&)>;
  /// Visits each stream that has events behind the endpoint's cursor, whoever appended them.
  std::function<storage::status(const std::string& id, const behind_visitor&)> each_behind;
  /// What each endpoint has not delivered, whoever delivers to it.
  std::function<storage::result<storage::webhook_backlogs>()> backlogs;
};

/// What a dispatcher has to write.
struct endpoint_rows {
  storage::webhook_endpoint endpoint;
  bool changed = false; ///< the row of the endpoint is written too
  std::vector<storage::row_change> rows;
  /// Under which the shard of the endpoint's id belongs to this node; 0: the log is its own.
  std::int64_t epoch = 0;
  std::function<void(bool durable)> then;
};

/// `row` with what the dispatcher knows of the deliveries. Its decision to disable the endpoint
/// counts unless the operator has changed the endpoint since.
[[nodiscard]] storage::webhook_endpoint with_outcomes(storage::webhook_endpoint row,
                                                      const storage::webhook_endpoint& known);

/// Writes with the next batch of `writer`, or if there is `shared`, before it returns.
/// The error of that is returned too; a webhook that was removed is `absent`.
storage::status write_endpoint_rows(const log_writer_actor& writer, const shared_rows* shared,
                                    endpoint_rows&& what);

} // namespace boxoffice::actors
