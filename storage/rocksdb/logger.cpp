#include "storage/rocksdb/logger.hpp"

#include "logging/server_log.hpp"
#include "storage/rocksdb/errors.hpp"

#include <array>
#include <cstdio>
#include <cstring>

namespace boxoffice::storage {

void rocksdb_logger::Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < GetInfoLogLevel() || level == rocksdb::InfoLogLevel::HEADER_LEVEL)
    return;
  std::array<char, 512> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  // The caller of open gets this as an error and reports it.
  if (std::strstr(line.data(), "DB::Open() failed") != nullptr)
    return;
  const auto severity =
      level >= rocksdb::InfoLogLevel::ERROR_LEVEL ? logging::level::error : logging::level::warn;
  logging::server_log().write(severity, logging::log_module::storage, "RocksDB: {}",
                              without_source_place(line.data()));
}

} // namespace boxoffice::storage
