// Changes of rows that several nodes make in one PostgreSQL database, such as those of webhooks.
#pragma once

#include "storage/postgres/connect.hpp"
#include "storage/webhook/backlog.hpp"
#include "storage/webhook/rows.hpp"

#include <functional>
#include <mutex>

namespace boxoffice::storage {

/// Safe on any thread. A change reads and writes through the log that it is given: get(), scan()
/// and append(), all in one transaction. If it returns an error, nothing is written. It is called
/// once at most.
///
/// Errors: those of the change; `deposed` if an append names an outdated epoch; `unreachable`, and
/// then it is unknown whether the rows are written; `io`, also if a lock cannot be had in 5 s.
class postgres_shared_rows {
public:
  using change = std::function<status(event_log& rows)>;

  explicit postgres_shared_rows(postgres_options options) : options_{std::move(options)} {}

  /// No other change of any node runs meanwhile.
  [[nodiscard]] status alone(const change& what) { return call("pg_advisory_xact_lock", what); }
  /// Other changes may run, but none that is alone.
  [[nodiscard]] status beside(const change& what) {
    return call("pg_advisory_xact_lock_shared", what);
  }

  /// Visits each stream that has events behind the cursor of this webhook, with its end. Reads one
  /// state of the database: all that was committed before the call is in it.
  using behind_visitor = std::function<void(stream_head&&, const webhook_cursor&)>;
  [[nodiscard]] status each_behind(const std::string& webhook, const behind_visitor& visit);
  /// What each webhook has not delivered, in one query for all of them. Reads as each_behind().
  [[nodiscard]] result<webhook_backlogs> backlogs();

private:
  /// Reads, and once more on a new connection if the present one was lost.
  status read(const std::function<status(pqxx::transaction_base& in)>& what);
  status call(const std::string& lock, const change& what);

  postgres_options options_;
  std::mutex guard_; ///< of the connection
  postgres_connection connection_;
  std::mutex reading_guard_; ///< of the connection for reads
  postgres_connection reading_;
};

} // namespace boxoffice::storage
