// The event log in a PostgreSQL 15 database.
#pragma once

#include "storage/event_log.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace boxoffice::storage {

struct postgres_options {
  std::string connection; ///< libpq's, several hosts allowed; the database must be there
  std::string node;       ///< who writes, for operators who look into the database
  /// How long an append waits for a database that is gone, and for another primary.
  std::chrono::milliseconds patience{30'000};
};

/// Opens the log for this process alone and brings an empty database to the schema. Whoever wrote
/// before can append nothing from now on (kind `deposed`), whether it notices or not: each append
/// checks the epoch of its shards in the database.
///
/// Errors: `in_use` while another process has it open, `bad_format` where a newer boxoffice made
/// the schema, `unreachable` where the database cannot be reached, `io` where it is none of ours.
[[nodiscard]] result<std::unique_ptr<event_log>> open_postgres_log(const postgres_options& options);

/// The same for one of several nodes that share it, each with shards of its own. Each append says
/// under which epoch; where one is not the present, none of its batch is written (`deposed`). Such
/// an error and `unreachable` are no failure of the log: further appends may be tried.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_shared_postgres_log(const postgres_options& options);

/// The same for reading, beside whoever writes. `absent` where the database has no log.
[[nodiscard]] result<std::unique_ptr<event_log>>
open_postgres_log_for_reading(const postgres_options& options);

} // namespace boxoffice::storage
