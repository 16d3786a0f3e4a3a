// RocksDB's own messages, told to the operator. Its default writes them to a file of the data
// directory, and on a full disk an assertion about that file ends the process before we can say
// why.
#pragma once

#include <rocksdb/env.h>

namespace boxoffice::storage {

/// Passes warnings and errors on to the program's log lines and drops the rest.
class rocksdb_logger final : public rocksdb::Logger {
public:
  rocksdb_logger() : rocksdb::Logger{rocksdb::InfoLogLevel::WARN_LEVEL} {}

  using rocksdb::Logger::Logv;
  void LogHeader(const char*, va_list) override {}
  void Logv(const char* format, va_list arguments) override;
};

} // namespace boxoffice::storage
