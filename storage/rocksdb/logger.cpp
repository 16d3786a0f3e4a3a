#include "storage/rocksdb/logger.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
#include <cstring>

namespace boxoffice::storage {

void rocksdb_logger::Logv(const char* format, va_list arguments) {
  std::array<char, 512> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  // The caller of open gets this as an error and reports it.
  if (std::strstr(line.data(), "DB::Open() failed") != nullptr)
    return;
  spdlog::warn("rocksdb: {}", line.data());
}

} // namespace boxoffice::storage
