// The boxoffice program without its main(), so that tests can start it with another environment.
#pragma once

#include "storage/rocksdb/env.hpp"

namespace boxoffice::cli {

struct environment {
  storage::rocksdb_env* storage_env = nullptr; ///< of the log; null: RocksDB's default
};

/// Runs the command of the arguments and returns the exit status: 0 done, 1 failed, 2 for invalid
/// arguments or settings, 65 for a log that has lost durable events.
int run(int argc, char** argv, const environment& env);

} // namespace boxoffice::cli
