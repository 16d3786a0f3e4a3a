// The name of RocksDB's environment, for code that only passes one on.
#pragma once

namespace rocksdb {
class Env;
}

namespace boxoffice::storage {

/// RocksDB's access to files, threads and clocks. A test replaces it to let a write fail.
using rocksdb_env = rocksdb::Env;

} // namespace boxoffice::storage
