// RocksDB's log messages. Its default logger writes a file in the data directory; on a full disk an
// assertion about that file ends the process before boxoffice can report the error.
#pragma once

#include <rocksdb/env.h>

namespace boxoffice::storage {

/// Passes warnings and errors to the log of the program and drops the rest.
class rocksdb_logger final : public rocksdb::Logger {
public:
  rocksdb_logger() : rocksdb::Logger{rocksdb::InfoLogLevel::WARN_LEVEL} {}

  using rocksdb::Logger::Logv;
  void LogHeader(const char*, va_list) override {}
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
};

} // namespace boxoffice::storage
