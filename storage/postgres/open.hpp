// Opens the event log in a PostgreSQL 15 database.
#pragma once

#include "storage/event_log.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace boxoffice::storage {

struct postgres_options {
  std::string connection; ///< libpq's; several hosts allowed; the database must exist
  std::string node;       ///< name of the writer, for operators who query the database
  /// How long an append retries while the database is unreachable or fails over.
  std::chrono::milliseconds patience{30'000};
};

/// Opens the log for this process alone; creates or upgrades the schema. An earlier writer can
/// append nothing from now on (`deposed`): each append checks the epochs of its shards in the
/// database.
///
/// Errors: `in_use` while another process has it open, `bad_format` if a newer boxoffice made the
/// schema, `unreachable` without a connection, `io` for any other error of the database.
[[nodiscard]] result<std::unique_ptr<event_log>> open_postgres_log(const postgres_options& options);

/// Opens the log for one of several nodes, each with its own shards. Each append names the epoch of
/// its shard. If one is outdated, nothing of the batch is written (`deposed`). After `deposed` and
/// `unreachable` the caller may append again.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_shared_postgres_log(const postgres_options& options);

/// Opens the log to read, beside any writer. `absent` if the database has no log.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_postgres_log_for_reading(const postgres_options& options);

} // namespace boxoffice::storage
